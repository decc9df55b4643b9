import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The least HTTP server that leaves every byte of an answer to the test, and what becomes of the
/// connection after it. A thread for each connection.
package final class LoopbackServer: @unchecked Sendable {
  // Unchecked: all is set before the thread starts, and the rest is behind its lock.
  package struct Request: Sendable {
    /// Which connection it came on, counted from 0.
    package var connection = 0
    /// Everything before the blank line.
    package var head = ""
    package var body = Data()
  }

  /// What is sent back, byte by byte, and what is done then.
  package struct Answer: Sendable {
    package enum Ending: Sendable {
      /// The connection ends in order.
      case close
      /// The connection stays open for another request, whatever the headers said.
      case keepOpen
      /// The connection is broken off.
      case reset
    }

    package var bytes: Data
    package var ending: Ending

    package init(_ bytes: Data, _ ending: Ending = .close) {
      self.bytes = bytes
      self.ending = ending
    }
  }

  package let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Request) -> Answer
  private let threads = DispatchGroup()
  private let lock = NSLock()
  private var received: [Request] = []
  private var connections: [Int32] = []
  private var isStopped = false

  /// Starts to listen; `answer` decides about each request.
  package init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
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
        bind(socket, $0, size) == 0 && listen(socket, 64) == 0
          && getsockname(socket, $0, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard isReady else {
      close(listener)
      throw CocoaError(.featureUnsupported)
    }
    inThread { $0.acceptAll() }
  }

  /// A server whose connections each end after one answer.
  package convenience init(answer: @escaping @Sendable (Request) -> Data) throws {
    try self.init { Answer(answer($0)) }
  }

  package var base: String { "http://127.0.0.1:\(port)" }

  /// The requests that came whole, in the order of their coming.
  package var requests: [Request] { lock.withLock { received } }

  /// Frees the port and ends every connection; returns when all threads have ended.
  package func stop() {
    lock.withLock {
      isStopped = true
      // Linux wakes the waiting thread at the first, Apple's systems at the second.
      shutdown(listener, Int32(SHUT_RDWR))
      close(listener)
      for connection in connections where connection >= 0 {
        shutdown(connection, Int32(SHUT_RDWR))
      }
    }
    threads.wait()
  }

  private func inThread(_ body: @escaping @Sendable (LoopbackServer) -> Void) {
    threads.enter()
    Thread {
      body(self)
      self.threads.leave()
    }.start()
  }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { return }
      let number: Int? = lock.withLock {
        if isStopped { return nil }
        connections.append(connection)
        return connections.count - 1
      }
      guard let number else {
        close(connection)
        return
      }
      inThread { $0.serve(connection, number) }
    }
  }

  private func serve(_ connection: Int32, _ number: Int) {
    var rest = Data()
    var ending = Answer.Ending.keepOpen
    while ending == .keepOpen, var request = read(from: connection, &rest) {
      request.connection = number
      lock.withLock { received.append(request) }
      let answer = answer(request)
      send(answer.bytes, to: connection)
      ending = answer.ending
    }
    if ending == .reset {
      // To close with this set throws away what was not sent, and tells the other side so.
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
    lock.withLock {
      // The number may belong to another socket as soon as it is free.
      connections[number] = -1
      _ = close(connection)
    }
  }

  private func send(_ data: Data, to connection: Int32) {
    let bytes = [UInt8](data)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        #if canImport(Darwin)
        Darwin.send(connection, $0.baseAddress, $0.count, 0)
        #elseif canImport(Musl)
        Musl.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        #else
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        #endif
      }
      if count <= 0 { return }
      sent += count
    }
  }

  /// The next whole request; `data` is what came of it with the one before.
  private func read(from connection: Int32, _ data: inout Data) -> Request? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var request: Request?
    while true {
      if request == nil, let end = data.range(of: Data("\r\n\r\n".utf8)) {
        request = Request(head: String(decoding: data[..<end.lowerBound], as: UTF8.self))
        data = Data(data[end.upperBound...])
      }
      if var complete = request, case let length = Self.bodyLength(complete.head),
        data.count >= length
      {
        complete.body = Data(data.prefix(length))
        data = Data(data.dropFirst(length))
        return complete
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      data.append(contentsOf: buffer[..<count])
    }
  }

  private static func bodyLength(_ head: String) -> Int {
    head.lowercased().components(separatedBy: "\r\n")
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
  }

  /// The bytes of a response with a body of known length, which says that the connection ends unless
  /// told otherwise.
  package static func response(
    _ status: String = "200 OK", headers: [String] = [], body: Data, saysClose: Bool = true
  ) -> Data {
    let lines =
      ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.count)"]
      + (saysClose ? ["Connection: close"] : [])
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }
}
