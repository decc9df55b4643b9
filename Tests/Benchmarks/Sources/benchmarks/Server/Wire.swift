import Foundation

/// A connection of the server, with blocking reads and writes, used by one thread.
final class Wire {
  /// The other side has gone, or talks nonsense; there is nothing to answer.
  struct Broken: Error {}

  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 256 << 10, alignment: 16)
  private var unread = 0..<0

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    var isOn: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
  }

  deinit {
    buffer.deallocate()
    _ = close(descriptor)
  }

  /// Reads up to and with `mark`; nil when the other side has ended before anything came.
  func read(through mark: StaticString) throws -> String? {
    while true {
      let known = UnsafeRawBufferPointer(rebasing: buffer[unread])
      if let count = known.end(of: mark) {
        unread = unread.lowerBound + count..<unread.upperBound
        return String(decoding: known[..<count], as: UTF8.self)
      }
      if unread.lowerBound > 0 {
        buffer.copyMemory(from: known)
        unread = 0..<known.count
      }
      guard unread.count < buffer.count else { throw Broken() }
      guard try receive(behind: unread.upperBound) > 0 else {
        if unread.isEmpty { return nil }
        throw Broken()
      }
    }
  }

  /// Reads so many bytes and throws them away.
  func discard(_ count: Int64) throws {
    var rest = count
    while rest > 0 {
      if unread.isEmpty {
        unread = 0..<0
        guard try receive(behind: 0) > 0 else { throw Broken() }
      }
      let taken = Int(min(rest, Int64(unread.count)))
      unread = unread.lowerBound + taken..<unread.upperBound
      rest -= Int64(taken)
    }
  }

  private func receive(behind offset: Int) throws -> Int {
    while true {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])
      let count = recv(descriptor, room.baseAddress, room.count, 0)
      guard count < 0 else {
        unread = unread.lowerBound..<offset + count
        return count
      }
      if errno != EINTR { throw Broken() }
    }
  }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      let count = send(descriptor, slice.baseAddress, slice.count, 0)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Broken()
      }
    }
  }
}
