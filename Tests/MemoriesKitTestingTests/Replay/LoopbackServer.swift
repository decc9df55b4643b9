import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The least server that a recorder can be tested with: one connection at a time, one request each.
final class LoopbackServer: @unchecked Sendable {
  // Unchecked: all is set before the thread starts, and `received` is behind its lock.
  struct Request: Sendable {
    var head = ""
    var body = Data()
  }

  let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Request) -> Data
  private let stopped = DispatchSemaphore(value: 0)
  private let lock = NSLock()
  private var received: [Request] = []

  /// Starts to listen; `answer` gives the bytes of each response.
  init(answer: @escaping @Sendable (Request) -> Data) throws {
    self.answer = answer
    #if canImport(Darwin)
    listener = socket(AF_INET, SOCK_STREAM, 0)
    #else
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = listener
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && listen(socket, 16) == 0
          && getsockname(socket, $0, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard isReady else {
      close(listener)
      throw CocoaError(.featureUnsupported)
    }
    Thread { self.serve() }.start()
  }

  var base: String { "http://127.0.0.1:\(port)" }

  var requests: [Request] { lock.withLock { received } }

  /// Frees the port; returns when the thread has ended.
  func stop() {
    // Linux wakes the waiting thread at the first, Apple's systems at the second.
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    stopped.wait()
  }

  private func serve() {
    defer { stopped.signal() }
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { return }
      if let request = read(from: connection) {
        lock.withLock { received.append(request) }
        let bytes = [UInt8](answer(request))
        var sent = 0
        while sent < bytes.count {
          let count = bytes[sent...].withUnsafeBytes {
            #if canImport(Darwin)
            send(connection, $0.baseAddress, $0.count, 0)
            #else
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            #endif
          }
          if count <= 0 { break }
          sent += count
        }
      }
      close(connection)
    }
  }

  private func read(from connection: Int32) -> Request? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var request: Request?
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      data.append(contentsOf: buffer[..<count])
      if request == nil, let end = data.range(of: Data("\r\n\r\n".utf8)) {
        request = Request(head: String(decoding: data[..<end.lowerBound], as: UTF8.self))
        data = Data(data[end.upperBound...])
      }
      guard var complete = request else { continue }
      let length =
        complete.head.lowercased().components(separatedBy: "\r\n")
        .first { $0.hasPrefix("content-length:") }
        .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
      if data.count >= length {
        complete.body = data
        return complete
      }
    }
  }

  /// The bytes of a response with a body of known length.
  static func response(
    _ status: String = "200 OK", headers: [String] = [], body: Data
  ) -> Data {
    let lines =
      ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.count)", "Connection: close"]
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }
}
