import Foundation
import MemoriesKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A system call that failed, with its `errno`.
struct SocketFailure: Error, CustomStringConvertible {
  let operation: String
  let code: Int32

  init(operation: String, code: Int32 = errno) {
    self.operation = operation
    self.code = code
  }

  var description: String {
    "\(operation): \(String(cString: strerror(code)))"
  }
}

/// The peer ended its half of the connection although more was expected.
struct UnexpectedEnd: Error, CustomStringConvertible {
  var description: String { "the connection ended early" }
}

/// A connected stream socket with blocking reads and writes.
///
/// One thread owns it: it reads, writes and closes. Any other thread may only call `interrupt()`.
final class Socket: Sendable {
  private let descriptor: Int32
  private let isClosed = Locked(false)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    setOption(transportLevel, TCP_NODELAY, Int32(1))
    #if canImport(Darwin)
    setOption(SOL_SOCKET, SO_NOSIGPIPE, Int32(1))
    #endif
  }

  deinit {
    close()
  }

  /// Reads what has arrived, at least one byte; 0 means that the peer has finished.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count >= 0 { return count }
      if errno != EINTR { throw SocketFailure(operation: "recv") }
    }
  }

  /// Writes all of `bytes`.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      let count = send(descriptor, slice.baseAddress, slice.count, noSignal)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw SocketFailure(operation: "send")
      }
    }
  }

  /// Writes the UTF-8 bytes of `text`.
  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Waits for `duration`, or until the socket is interrupted.
  func pause(for duration: Duration) {
    let parts = duration.bounded.components
    // Rounds up, so that a short pause is still one.
    let fraction = (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    let milliseconds = parts.seconds * 1000 + fraction
    wait(for: 0, milliseconds: Int32(clamping: milliseconds))
  }

  /// Waits until the peer has gone or the socket is interrupted.
  func waitUntilAbandoned() {
    wait(for: peerHasClosed, milliseconds: -1)
  }

  /// Tells the peer that nothing more will come.
  func finishWriting() {
    _ = shutdown(descriptor, writingHalf)
  }

  /// Ends every blocking call on the socket, now and later. Other threads call it.
  func interrupt() {
    isClosed.withLock { if !$0 { _ = shutdown(descriptor, bothHalves) } }
  }

  /// Closes the socket normally.
  func close() {
    isClosed.withLock { isClosed in
      guard !isClosed else { return }
      isClosed = true
      #if canImport(Glibc)
      _ = Glibc.close(descriptor)
      #elseif canImport(Musl)
      _ = Musl.close(descriptor)
      #else
      _ = Darwin.close(descriptor)
      #endif
    }
  }

  /// Closes the socket so that the peer sees a connection reset.
  func reset() {
    setOption(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    close()
  }

  private func setOption<Value>(_ level: Int32, _ name: Int32, _ value: Value) {
    withUnsafeBytes(of: value) {
      _ = setsockopt(descriptor, level, name, $0.baseAddress, socklen_t($0.count))
    }
  }

  #if canImport(Darwin)
  // `poll` is made of these events there, but tells of an end neither behind unread bytes nor when it
  // was asked for nothing.
  private func wait(for _: Int16, milliseconds: Int32) {
    let queue = kqueue()
    guard queue >= 0 else { return }
    defer { _ = Darwin.close(queue) }
    var change = kevent(
      ident: UInt(descriptor), filter: Int16(EVFILT_READ), flags: UInt16(EV_ADD | EV_CLEAR),
      fflags: 0, data: 0, udata: nil)
    let end = ContinuousClock.now + .milliseconds(Int64(milliseconds))
    while true {
      var event = kevent()
      let left = max(.zero, end - .now).components
      var limit = timespec(
        tv_sec: Int(left.seconds), tv_nsec: Int(left.attoseconds / 1_000_000_000))
      let count =
        milliseconds < 0
        ? kevent(queue, &change, 1, &event, 1, nil) : kevent(queue, &change, 1, &event, 1, &limit)
      if count < 0, errno == EINTR { continue }
      guard count > 0, event.flags & UInt16(EV_EOF) == 0 else { return }
    }
  }
  #else
  private func wait(for events: Int16, milliseconds: Int32) {
    var entry = pollfd(fd: descriptor, events: events, revents: 0)
    _ = poll(&entry, 1, milliseconds)
  }
  #endif
}

private let transportLevel = Int32(IPPROTO_TCP)
#if os(Linux)
// This is POLLRDHUP, which the headers hide. Waiting for bytes will not do, because unread ones are
// always there.
private let peerHasClosed: Int16 = 0x2000
#else
private let peerHasClosed = Int16(POLLHUP)
#endif
#if canImport(Glibc)
private let noSignal = Int32(MSG_NOSIGNAL)
private let writingHalf = Int32(SHUT_WR)
private let bothHalves = Int32(SHUT_RDWR)
let streamSocket = Int32(SOCK_STREAM.rawValue)
#elseif canImport(Musl)
private let noSignal = Int32(MSG_NOSIGNAL)
private let writingHalf = Int32(SHUT_WR)
private let bothHalves = Int32(SHUT_RDWR)
let streamSocket = Int32(SOCK_STREAM)
#else
private let noSignal: Int32 = 0
private let writingHalf = SHUT_WR
private let bothHalves = SHUT_RDWR
let streamSocket = SOCK_STREAM
#endif
