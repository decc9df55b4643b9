import Foundation
import MemoriesKit

/// A server of one path on 127.0.0.1, on plain sockets, for as long as `body` runs.
///
/// `body` gets the URL to give to the service, and what is posted there with the token. Whoever
/// posts is answered before anything is done about it, because nobody knows how long the service
/// waits. When the time is up, nothing more arrives.
///
/// It serves one connection after another, which is enough here. Your own server does all this
/// with its framework.
func withReceiver(
  for token: CallbackToken, timeLimit: Duration,
  _ body: (URL, AsyncStream<VisualSearch.Callback>) async throws -> Void
) async throws {
  let listener = try Listener()
  let end = ContinuousClock.now + timeLimit
  let (callbacks, continuation) = AsyncStream.makeStream(
    of: VisualSearch.Callback.self, bufferingPolicy: .bufferingOldest(100))
  Thread.detachNewThread {
    while let descriptor = listener.next(until: end) {
      let connection = Connection(descriptor)
      do throws(Refusal) {
        let callback = try connection.callback(for: token)
        // A callback that nobody will look at must not be agreed to.
        if case .enqueued = continuation.yield(callback) {
          connection.answer(200)
        } else {
          connection.answer(503)
        }
      } catch {
        connection.answer(error.status)
      }
      close(descriptor)
    }
    listener.close()
    continuation.finish()
  }
  defer { listener.stop() }
  try await body(token.url(for: listener.url), callbacks)
}

/// A listening socket on a port that the system chooses.
private struct Listener {
  let url: URL
  private let descriptor: Int32
  /// Whoever waits for a connection also waits for the end of this pipe.
  private let pipeEnds: (reader: Int32, writer: Int32)

  init() throws {
    #if canImport(Glibc)
    let stream = Int32(SOCK_STREAM.rawValue)
    #else
    let stream = Int32(SOCK_STREAM)
    #endif
    descriptor = socket(AF_INET, stream, 0)
    var ends: [Int32] = [-1, -1]
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isListening, pipe(&ends) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    pipeEnds = (ends[0], ends[1])
    var components = URLComponents()
    components.scheme = "http"
    components.host = "127.0.0.1"
    components.port = Int(UInt16(bigEndian: address.sin_port))
    components.path = CallbackRequest.path
    guard let url = components.url else { throw POSIXError(.EINVAL) }
    self.url = url
  }

  /// The next connection; nil when there will be none.
  func next(until end: ContinuousClock.Instant) -> Int32? {
    while true {
      let rest = max(0, (end - .now) / .milliseconds(1))
      var entries = [descriptor, pipeEnds.reader].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let count = poll(&entries, 2, Int32(rest))
      if count < 0, errno == EINTR { continue }
      guard count > 0, entries[1].revents == 0 else { return nil }
      let connection = accept(descriptor, nil, nil)
      if connection >= 0 { return connection }
    }
  }

  func stop() {
    Foundation.close(pipeEnds.writer)
  }

  func close() {
    Foundation.close(pipeEnds.reader)
    Foundation.close(descriptor)
  }
}
