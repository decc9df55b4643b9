import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads from a connection: lines of limited length, and runs of bytes without a copy.
final class ByteInput {
  private let socket: Socket
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  private var start = 0
  private var end = 0

  init(_ socket: Socket) {
    self.socket = socket
  }

  deinit {
    buffer.deallocate()
  }

  /// The next line without its CR LF; nil if the connection ended before it.
  func line(limit: Int) throws -> String? {
    var scanned = 0
    while true {
      let unread = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
      if let feed = unread.firstIndex(of: UInt8(ascii: "\n"), from: scanned) {
        guard feed <= limit else { throw Refusal(431, "a line is longer than \(limit) bytes") }
        guard feed > 0, unread[feed - 1] == UInt8(ascii: "\r") else {
          throw Refusal("a line ends in LF without CR")
        }
        let text = String(validating: unread[..<(feed - 1)])
        start += feed + 1
        guard let text else { throw Refusal("a line is not UTF-8") }
        return text
      }
      scanned = unread.count
      guard scanned <= limit else { throw Refusal(431, "a line is longer than \(limit) bytes") }
      guard try fill() else {
        if scanned == 0 { return nil }
        throw UnexpectedEnd()
      }
    }
  }

  /// The next bytes: at least one and at most `limit`. They are valid until the next call.
  func bytes(limit: Int64) throws -> UnsafeRawBufferPointer {
    if start == end, try !fill() { throw UnexpectedEnd() }
    let count = Int(min(Int64(end - start), limit))
    defer { start += count }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<(start + count)])
  }

  private func fill() throws -> Bool {
    if start == end {
      (start, end) = (0, 0)
    } else if end == buffer.count {
      // Only lines are read as a whole, and their limit is far below the size of the buffer.
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      (start, end) = (0, end - start)
    }
    let count = try socket.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
    end += count
    return count > 0
  }
}

extension UnsafeRawBufferPointer {
  /// The first index of `byte` at or after `offset`. The system searches, which is fast in any
  /// build.
  func firstIndex(of byte: UInt8, from offset: Int = 0) -> Int? {
    guard let baseAddress, offset < count else { return nil }
    guard let found = memchr(baseAddress + offset, Int32(byte), count - offset) else { return nil }
    return UnsafeRawPointer(found) - baseAddress
  }
}

extension String {
  /// Makes text from bytes; nil unless they are UTF-8.
  init?(validating bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    // Compares the bytes, because the conversion of Foundation drops a byte order mark.
    guard text.utf8.elementsEqual(bytes) else { return nil }
    self = text
  }
}
