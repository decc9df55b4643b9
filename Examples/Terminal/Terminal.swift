import Foundation

/// What the examples know of the terminal that they write to.
package enum Terminal {
  /// Whether standard error is a terminal, so that something may be drawn on it.
  package static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// The number of columns, asked for anew each time because windows change: of standard error's
  /// terminal, else what `COLUMNS` says, else 80.
  package static var width: Int {
    var size = winsize()
    if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
    guard let columns, columns > 0 else { return 80 }
    return columns
  }

  /// Writes to standard error, past all buffers; what cannot be written is lost.
  package static func writeError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Text that cannot steer a terminal: what could becomes question marks. For names of files and
  /// messages of servers, which anybody may have chosen.
  package static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "?" : $0 }))
  }

  /// Whether a character does something to a terminal beside being drawn: controls, line ends, and
  /// the marks of writing direction, which make a name look like another one.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }
}

extension Terminal {
  /// What every program does first, so that nothing depends on how its standard streams were left
  /// to it.
  package static func secureStandardStreams() {
    // Without this, writing to a pipe that nobody reads any more would end the program without a
    // word and before it could tidy up.
    signal(SIGPIPE, SIG_IGN)
    // The number of a closed stream goes to the next file or socket that is opened, and what is
    // meant for people would be written into that. For reading only, so that writing still fails.
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
