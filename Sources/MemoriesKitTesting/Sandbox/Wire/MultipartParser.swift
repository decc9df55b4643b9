import Foundation

/// Splits a multipart body into its parts while it arrives, in constant memory. It is strict: it
/// refuses a preamble, an epilogue, and a boundary inside a part.
final class MultipartParser {
  /// What the parser finds, in order.
  enum Event {
    case part(Sandbox.Headers)
    case content(UnsafeRawBufferPointer)
    case partEnded
  }

  private enum State {
    case opening
    case headers
    case content
    case afterDelimiter
    case epilogue
  }

  private let delimiter: [UInt8]
  private let handle: (Event) throws -> Void
  private let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 512 << 10, alignment: 16)
  private var end = 0
  private var state = State.opening
  private static let headLimit = 16 << 10

  /// Makes a parser. Content that `handle` gets is valid only during the call.
  init(boundary: String, handle: @escaping (Event) throws -> Void) throws {
    guard (1...70).contains(boundary.utf8.count) else { throw Refusal("a boundary of no use") }
    delimiter = Array("\r\n--\(boundary)".utf8)
    self.handle = handle
    // Starts as if a line had ended just before the first delimiter.
    window.copyBytes(from: Array("\r\n".utf8))
    end = 2
  }

  deinit {
    window.deallocate()
  }

  /// Receives the next bytes of the body.
  func consume(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = min(rest.count, window.count - end)
      UnsafeMutableRawBufferPointer(rebasing: window[end...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
      end += count
      rest = rest.dropFirst(count)
      try scan()
    }
  }

  /// Throws unless the body ended with its closing delimiter.
  func finish() throws {
    guard state == .epilogue else { throw Refusal("the multipart body has no closing delimiter") }
    guard end == 0 || end == 2 else { throw Refusal("bytes after the closing delimiter") }
  }

  /// Handles all bytes in the window, and moves those that must wait for more to its front.
  private func scan() throws {
    var start = 0
    while let used = try step(UnsafeRawBufferPointer(rebasing: window[start..<end])), used > 0 {
      start += used
    }
    if start > 0 {
      window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[start..<end]))
      end -= start
    }
  }

  /// Makes one step, and returns how many bytes it used; nil if it needs more.
  private func step(_ bytes: UnsafeRawBufferPointer) throws -> Int? {
    switch state {
    case .opening:
      guard bytes.count >= delimiter.count else { return nil }
      guard bytes.starts(with: delimiter) else {
        throw Refusal("the multipart body does not begin with its boundary")
      }
      state = .afterDelimiter
      return delimiter.count
    case .afterDelimiter:
      guard bytes.count >= 2 else { return nil }
      switch (bytes[0], bytes[1]) {
      case (0x0d, 0x0a): state = .headers
      case (0x2d, 0x2d): state = .epilogue
      default: throw Refusal("something follows a boundary on its line")
      }
      return 2
    case .headers:
      return try stepThroughHeaders(bytes)
    case .content:
      return try stepThroughContent(bytes)
    case .epilogue:
      guard bytes.count <= 2, "\r\n".utf8.starts(with: bytes) else {
        throw Refusal("bytes after the closing delimiter")
      }
      return nil
    }
  }

  private func stepThroughHeaders(_ bytes: UnsafeRawBufferPointer) throws -> Int? {
    guard let length = bytes.firstOffset(of: Array("\r\n\r\n".utf8)) else {
      // The beginning of the blank line may be among these bytes, and it does not count.
      guard bytes.count - 3 <= Self.headLimit else { throw Refusal("a part's head is too large") }
      return nil
    }
    guard length <= Self.headLimit else { throw Refusal("a part's head is too large") }
    guard let text = String(validating: bytes[..<length]) else {
      throw Refusal("a part's head is not UTF-8")
    }
    var headers = Sandbox.Headers()
    for line in text.components(separatedBy: "\r\n") {
      headers.append(try RequestHead.parseHeader(line))
    }
    try handle(.part(headers))
    state = .content
    return length + 4
  }

  private func stepThroughContent(_ bytes: UnsafeRawBufferPointer) throws -> Int? {
    guard let length = bytes.firstOffset(of: delimiter) else {
      // The last bytes may be the beginning of a delimiter.
      let length = bytes.count - (delimiter.count - 1)
      guard length > 0 else { return nil }
      try handle(.content(UnsafeRawBufferPointer(rebasing: bytes[..<length])))
      return length
    }
    if length > 0 {
      try handle(.content(UnsafeRawBufferPointer(rebasing: bytes[..<length])))
    }
    try handle(.partEnded)
    state = .afterDelimiter
    return length + delimiter.count
  }
}

extension UnsafeRawBufferPointer {
  /// The first offset of `pattern`, which begins with CR.
  fileprivate func firstOffset(of pattern: [UInt8]) -> Int? {
    var offset = 0
    while let start = firstIndex(of: UInt8(ascii: "\r"), from: offset) {
      guard count - start >= pattern.count else { return nil }
      if let place = baseAddress, memcmp(place + start, pattern, pattern.count) == 0 {
        return start
      }
      offset = start + 1
    }
    return nil
  }
}
