import Foundation

/// A secret that is recognised however its characters are escaped: `%2F` and `%252F`, `\/` and
/// `\u002F`, and with any number of backslashes, as in JSON inside JSON, are all the same slash.
struct EscapedKey {
  private let secret: [UInt8]
  /// The same, but with one backslash for several in a row: how many are written for each depends
  /// on how often the text was escaped.
  private let pattern: [UInt8]

  private static let backslash = UInt8(ascii: "\\")
  private static let percent = UInt8(ascii: "%")

  init(_ secret: String) {
    self.secret = Array(secret.utf8)
    var pattern: [UInt8] = []
    for byte in self.secret where byte != Self.backslash || pattern.last != byte {
      pattern.append(byte)
    }
    self.pattern = pattern
  }

  /// The bytes with `mark` in place of each occurrence; nil when there is none.
  ///
  /// Only whole escapes are taken out, so that what was JSON stays JSON.
  func replaced(in data: Data, with mark: String) -> Data? {
    data.withUnsafeBytes { bytes in
      var cleaned = Data()
      var kept = 0
      let isEscaped =
        Self.find(Self.backslash, in: bytes, from: 0) != nil
        || Self.find(Self.percent, in: bytes, from: 0) != nil
      while let found = isEscaped
        ? firstOccurrence(in: bytes, from: kept) : firstPlainOccurrence(in: bytes, from: kept)
      {
        cleaned += bytes[kept..<found.lowerBound]
        cleaned += mark.utf8
        kept = found.upperBound
      }
      return kept == 0 ? nil : cleaned + bytes[kept...]
    }
  }

  /// Of the bytes that nothing is escaped in, which are most; they need not be looked at one by one.
  private func firstPlainOccurrence(
    in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Range<Int>? {
    guard let first = secret.first else { return nil }
    var start = start
    while let here = Self.find(first, in: bytes, from: start) {
      if beginsPlainly(bytes, at: here) { return here..<(here + secret.count) }
      start = here + 1
    }
    return nil
  }

  private func beginsPlainly(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard let base = bytes.baseAddress, bytes.count - start >= secret.count else { return false }
    return memcmp(base + start, secret, secret.count) == 0
  }

  private static func find(
    _ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    return memchr(base + start, Int32(byte), bytes.count - start).map {
      UnsafeRawPointer($0) - base
    }
  }

  private func firstOccurrence(
    in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Range<Int>? {
    guard let first = secret.first else { return nil }
    var here = start
    while here < bytes.count {
      let byte = bytes[here]
      guard byte == first || byte == Self.backslash || byte == Self.percent else {
        here += 1
        continue
      }
      if beginsPlainly(bytes, at: here) { return here..<(here + secret.count) }
      if let end = end(in: bytes, from: here) { return here..<end }
      // Backslashes belong together: begun in their middle, another escape would be read.
      here = byte == Self.backslash ? Self.endOfBackslashes(in: bytes, from: here) : here + 1
    }
    return nil
  }

  private func end(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var here = start
    for byte in pattern {
      guard let next = Self.end(of: byte, in: bytes, from: here) else { return nil }
      here = next
    }
    return here
  }

  /// Where the character ends that `start` begins, if it is `byte`, escaped or not.
  private static func end(
    of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case backslash:
      let here = endOfBackslashes(in: bytes, from: start)
      if byte == backslash { return here }
      guard here < bytes.count else { return nil }
      if bytes[here] == UInt8(ascii: "u"), number(bytes, here + 1, digits: 4) == UInt16(byte) {
        return here + 5
      }
      return bytes[here] == byte ? here + 1 : nil
    case percent:
      // An address inside an address escapes the percent sign again, as `%25`.
      var here = start + 1
      while let value = number(bytes, here, digits: 2) {
        here += 2
        if value == UInt16(byte) { return here }
        if value != UInt16(percent) { return nil }
      }
      return byte == percent ? start + 1 : nil
    case byte:
      return start + 1
    default:
      return nil
    }
  }

  private static func endOfBackslashes(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var here = start
    while here < bytes.count, bytes[here] == backslash { here += 1 }
    return here
  }

  /// The hexadecimal number that stands there; nil when there are other characters, or too few.
  private static func number(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, digits: Int
  ) -> UInt16? {
    guard start + digits <= bytes.count else { return nil }
    var value: UInt16 = 0
    for digit in bytes[start..<(start + digits)] {
      guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
