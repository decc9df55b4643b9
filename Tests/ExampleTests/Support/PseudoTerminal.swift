import Foundation

/// A terminal without a window, for a program to write to, until it is closed.
struct PseudoTerminal {
  /// What the program gets as its stream.
  let stream: FileHandle
  private let window: FileHandle

  init() throws {
    var (window, stream): (Int32, Int32) = (-1, -1)
    guard openpty(&window, &stream, nil, nil, nil) == 0 else { throw POSIXError(.ENXIO) }
    self.window = FileHandle(fileDescriptor: window, closeOnDealloc: true)
    self.stream = FileHandle(fileDescriptor: stream, closeOnDealloc: true)
  }

  /// Lets whoever writes wait, as Ctrl-S does.
  func pause() {
    tcflow(stream.fileDescriptor, TCOOFF)
  }

  /// Closes the window: from now on the program's writing fails. The signal that goes with it is
  /// not sent, since it is no program's own terminal.
  func close() throws {
    try window.close()
  }
}
