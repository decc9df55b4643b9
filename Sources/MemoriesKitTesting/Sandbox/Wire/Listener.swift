import Foundation
import MemoriesKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Accepts connections on a port of 127.0.0.1.
///
/// One thread owns it and calls `accept()` and `close()`. Any thread may call `interrupt()`.
final class Listener: Sendable {
  let port: UInt16
  private let descriptor: Int32
  // Closing or shutting down a listening socket does not wake `accept` on every system; a pipe
  // does.
  private let wakeReader: Int32
  private let wakeWriter: Locked<Int32?>

  /// Listens on `port`; 0 means one that the system chooses.
  init(port wantedPort: UInt16 = 0) throws {
    let descriptor = socket(AF_INET, streamSocket, 0)
    guard descriptor >= 0 else { throw SocketFailure(operation: "socket") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.descriptor = descriptor
    // Without this, a port stays in use for a minute after a server with connections has ended.
    var isReusable: Int32 = wantedPort == 0 ? 0 : 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &isReusable, socklen_t(MemoryLayout<Int32>.size))
    do {
      let code = LoopbackAddress(port: wantedPort).withSocketAddress { bind(descriptor, $0, $1) }
      guard code == 0 else { throw SocketFailure(operation: "bind") }
      guard listen(descriptor, 128) == 0 else { throw SocketFailure(operation: "listen") }
      port = try LoopbackAddress.port(of: descriptor)
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw SocketFailure(operation: "pipe") }
      wakeReader = ends[0]
      wakeWriter = Locked(ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    } catch {
      _ = closeDescriptor(descriptor)
      throw error
    }
  }

  /// The next connection; nil once the listener was interrupted.
  func accept() throws -> Socket? {
    while true {
      var entries = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&entries, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        throw SocketFailure(operation: "poll")
      }
      if entries[1].revents != 0 { return nil }
      #if canImport(Glibc)
      let connection = Glibc.accept(descriptor, nil, nil)
      #elseif canImport(Musl)
      let connection = Musl.accept(descriptor, nil, nil)
      #else
      let connection = Darwin.accept(descriptor, nil, nil)
      #endif
      if connection >= 0 { return Socket(descriptor: connection) }
      // A client that gave up while it waited is no error.
      guard errno == EINTR || errno == ECONNABORTED else {
        throw SocketFailure(operation: "accept")
      }
    }
  }

  /// Makes `accept()` return nil, now and later.
  func interrupt() {
    wakeWriter.withLock { writer in
      if let descriptor = writer { _ = closeDescriptor(descriptor) }
      writer = nil
    }
  }

  /// Frees the port.
  func close() {
    interrupt()
    _ = closeDescriptor(wakeReader)
    _ = closeDescriptor(descriptor)
  }
}

private func closeDescriptor(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}
