import Foundation

extension Sandbox {
  /// A callback that the sandbox sent, or tried to send.
  public struct Callback: Sendable, Hashable {
    /// The URL. The sandbox calls only hosts on this machine.
    public let url: String
    /// The body: JSON with `videoNo` and `status`.
    public let body: String
    /// The HTTP status of the answer; nil if nobody answered.
    public internal(set) var status: Int?
  }
}

/// Posts a callback to a server on this machine.
struct CallbackDelivery {
  /// The URL is not on this machine.
  struct ForeignURL: Error {}

  private let callback: Sandbox.Callback
  private let components: URLComponents
  private let port: UInt16

  init(_ callback: Sandbox.Callback) throws {
    guard let components = URLComponents(string: callback.url), components.scheme == "http",
      ["127.0.0.1", "localhost"].contains(components.host),
      let port = UInt16(exactly: components.port ?? 80)
    else { throw ForeignURL() }
    self.callback = callback
    self.components = components
    self.port = port
  }

  /// Sends the callback and returns the status of the answer; nil if the answer was invalid.
  func send(through engine: Engine) throws -> Int? {
    let socket = try LoopbackAddress(port: port).connect()
    var status: Int?
    try engine.withInterruptible(socket) {
      try socket.write(request)
      let statusLine = try ByteInput(socket).line(limit: 1024) ?? ""
      status = statusLine.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
    return status
  }

  private var request: String {
    let path = components.percentEncodedPath.isEmpty ? "/" : components.percentEncodedPath
    let query = components.percentEncodedQuery.map { "?" + $0 } ?? ""
    return """
      POST \(path)\(query) HTTP/1.1\r
      Host: \(components.host ?? ""):\(port)\r
      Content-Type: application/json\r
      Content-Length: \(callback.body.utf8.count)\r
      Connection: close\r
      \r
      \(callback.body)
      """
  }
}
