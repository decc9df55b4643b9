import Foundation

@testable import MemoriesKitTesting

/// Sends bytes as they are, for requests that no client would make.
struct RawClient {
  let socket: Socket

  init(_ sandbox: Sandbox) throws {
    socket = try LoopbackAddress(port: UInt16(sandbox.url.port ?? 0)).connect()
  }

  /// Sends `text` and then nothing more, and returns all that comes back.
  static func exchange(_ text: String, with sandbox: Sandbox) throws -> String {
    let client = try RawClient(sandbox)
    try client.socket.write(text)
    client.socket.finishWriting()
    return try client.rest()
  }

  /// All that comes until the server closes the connection.
  func rest() throws -> String {
    var data = Data()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
    defer { buffer.deallocate() }
    while case let count = try socket.read(into: buffer), count > 0 {
      data.append(contentsOf: buffer.prefix(count))
    }
    return String(decoding: data, as: UTF8.self)
  }
}
