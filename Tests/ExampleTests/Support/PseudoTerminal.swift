import Foundation

/// A terminal without a window, for a program to write to, until it is closed.
struct PseudoTerminal {
  /// What the program gets as its stream.
  let stream: FileHandle
  private let window: FileHandle

  /// - Parameter columns: How wide the window is; 0 leaves that open.
  init(columns: UInt16 = 0) throws {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var (window, stream): (Int32, Int32) = (-1, -1)
    guard openpty(&window, &stream, nil, nil, &size) == 0 else { throw POSIXError(.ENXIO) }
    self.window = FileHandle(fileDescriptor: window, closeOnDealloc: true)
    self.stream = FileHandle(fileDescriptor: stream, closeOnDealloc: true)
  }

  /// What was written, until whoever did so has ended. The terminal ends lines with two characters.
  func text() -> String {
    try? stream.close()
    // The end is an error here, and a file handle would forget what came before it.
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while case let count = read(window.fileDescriptor, &piece, piece.count), count > 0 {
      text += piece[..<count]
    }
    return String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n")
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
