import Foundation

/// The terminal that an example writes to.
package enum Terminal {
  /// Whether standard error is a terminal, so that the program may draw on it.
  package static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard output is a terminal, so that somebody looks at it.
  package static var showsOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether the terminal can show nothing but plain text.
  package static var isDumb: Bool {
    let name = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return name.isEmpty || name == "dumb"
  }

  /// The number of columns: of the terminal of standard error, else of `COLUMNS`, else 80. It is
  /// read each time, because windows change.
  package static var width: Int {
    if let columns = columns(of: STDERR_FILENO) { return columns }
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
    guard let columns, columns > 0 else { return 80 }
    return columns
  }

  /// The number of columns of the terminal of standard output; nil if nobody looks at it.
  package static var outputColumns: Int? { columns(of: STDOUT_FILENO) }

  private static func columns(of stream: Int32) -> Int? {
    var size = winsize()
    guard ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes to standard error without buffering, and ignores errors.
  package static func writeError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// The text with question marks in place of characters that control a terminal. Use it for file
  /// names and server messages, which anybody may have chosen.
  package static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "?" : $0 }))
  }

  /// JSON text in which such characters are escaped. The encoder escapes only those that JSON forbids,
  /// and others affect terminals too. A character outside of ASCII can only be inside a string.
  package static func printableJSON(_ json: Data) -> String {
    String(decoding: json, as: UTF8.self).unicodeScalars.reduce(into: "") { escaped, scalar in
      if !scalar.isASCII || scalar == "\u{7F}", isControl(scalar) {
        escaped += String(format: "\\u%04x", scalar.value)
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether a character controls a terminal instead of being drawn: control characters, line ends,
  /// and marks of writing direction, which make a name look like another one.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }
}

extension Terminal {
  /// Makes the standard streams safe, however the parent process left them. Every program calls it
  /// first.
  package static func secureStandardStreams() {
    // Without this, writing to a closed pipe would end the program without a message, before it
    // could clean up.
    signal(SIGPIPE, SIG_IGN)
    // The next file or socket would get the number of a closed stream, and messages for people
    // would go into it. So this opens /dev/null there. It opens it for reading, so that writing
    // still fails.
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
