import Foundation
import MemoriesKit

/// A connection to whoever wants to post something.
struct Connection {
  /// A stranger may keep the others waiting for this long.
  private static let timeLimit = Duration.seconds(2)

  private let descriptor: Int32
  private let end = ContinuousClock.now + timeLimit

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    #if canImport(Darwin)
    var isOn: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  /// Reads a callback with the token, however the stranger spreads it over packets.
  func callback(for token: CallbackToken) throws(Refusal) -> VisualSearch.Callback {
    var bytes = Data()
    let blank = Data("\r\n\r\n".utf8)
    var head = bytes.range(of: blank)
    while head == nil {
      guard bytes.count < CallbackRequest.headLimit else {
        throw Refusal(status: 431, reason: "too long a head")
      }
      bytes += try more()
      head = bytes.range(of: blank)
    }
    let (headEnd, bodyStart) = (head?.lowerBound ?? 0, head?.upperBound ?? 0)
    let request = try CallbackRequest(head: bytes[..<headEnd], token: token)
    var body = Data(bytes[bodyStart...])
    while body.count < request.bodyLength { body += try more() }
    do {
      return try VisualSearch.Callback(parsing: body.prefix(request.bodyLength))
    } catch {
      throw Refusal(status: 400, reason: "\(error)")
    }
  }

  /// Answers without a body.
  func answer(_ status: Int) {
    let text = "HTTP/1.1 \(status) \(status == 200 ? "OK" : "Refused")\r\n"
    let head = Data((text + "Content-Length: 0\r\nConnection: close\r\n\r\n").utf8)
    _ = head.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
    // The answer would be lost if the connection were closed on bytes that nobody has read.
    shutdown(descriptor, Int32(SHUT_WR))
    var rest = CallbackRequest.bodyLimit
    while rest > 0, let bytes = try? more() { rest -= bytes.count }
  }

  /// The next bytes, at least one.
  private func more() throws(Refusal) -> Data {
    let late = Refusal(status: 408, reason: "too slow")
    let rest = (end - .now) / .milliseconds(1)
    guard rest >= 1 else { throw late }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Int32(rest)) > 0 else { throw late }
    var bytes = Data(count: 4096)
    let count = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { throw Refusal(status: 400, reason: "ended early") }
    return bytes.prefix(count)
  }
}
