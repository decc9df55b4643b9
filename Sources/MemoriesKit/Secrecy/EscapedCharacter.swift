import Foundation

/// Reads one character of a text and resolves its escapes, step by step.
///
/// The value of an escape can begin another one, because JSON may be part of a URL, and a URL part of
/// JSON or of another URL's query: `%255C/` is first a percent sign, then a backslash, then a slash.
struct EscapedCharacter {
  /// The value so far: its bytes in UTF-8, the first one lowest. `\u` and entities give a whole
  /// character, everything else gives a single byte of it.
  private var utf8: UInt32
  /// The place behind the character.
  private(set) var end: Int

  private static let backslash = UInt8(ascii: "\\")
  private static let percent = UInt8(ascii: "%")
  private static let ampersand = UInt8(ascii: "&")
  private static let plus = UInt8(ascii: "+")

  /// Reads the character as it stands there.
  init(in bytes: UnsafeRawBufferPointer, at start: Int) {
    utf8 = UInt32(bytes[start])
    end = start + 1
  }

  /// Whether an escape can begin with this byte.
  static func isSign(_ byte: UInt8) -> Bool {
    byte == backslash || byte == percent || byte == ampersand || byte == plus
  }

  /// The top bit of each byte with which an escape can begin.
  @inline(__always)
  static func signs(in word: UInt64) -> UInt64 {
    word.places(of: backslash) | word.places(of: percent) | word.places(of: ampersand)
      | word.places(of: plus)
  }

  /// The place behind the same character in a text without escapes; nil if it has another one there.
  func end(in plain: [UInt8], from start: Int) -> Int? {
    var here = start
    var rest = utf8
    repeat {
      guard here < plain.count, plain[here] == UInt8(truncatingIfNeeded: rest) else { return nil }
      here += 1
      rest >>= 8
    } while rest > 0
    return here
  }

  /// Replaces the character by the value of the escape that begins with it; false if none does.
  mutating func resolve(in bytes: UnsafeRawBufferPointer) -> Bool {
    switch UInt8(exactly: utf8) {
    case Self.percent: resolvePercent(in: bytes)
    case Self.backslash: resolveBackslash(in: bytes)
    case Self.ampersand: resolveEntity(in: bytes)
    // A form encodes a space as a plus sign.
    case Self.plus: become(" ", endingAt: end)
    default: false
    }
  }

  private mutating func resolvePercent(in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let byte = Self.number(in: bytes, at: end, digits: 2) else { return false }
    utf8 = byte
    end += 2
    return true
  }

  /// JSON inside JSON doubles the backslashes, so any number of them may be one: each resolves to the
  /// next.
  private mutating func resolveBackslash(in bytes: UnsafeRawBufferPointer) -> Bool {
    if let unit = Self.unit(in: bytes, at: end) {
      let second = Self.endOfBackslashes(in: bytes, from: end + 5)
      if UTF16.isLeadSurrogate(unit), let trail = Self.unit(in: bytes, at: second),
        UTF16.isTrailSurrogate(trail)
      {
        return become(UTF16.decode(UTF16.EncodedScalar([unit, trail])), endingAt: second + 5)
      }
      return become(Unicode.Scalar(unit) ?? "\u{FFFD}", endingAt: end + 5)
    }
    guard end < bytes.count else { return false }
    self = EscapedCharacter(in: bytes, at: end)
    return true
  }

  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  private mutating func resolveEntity(in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let semicolon = bytes[end...].prefix(9).firstIndex(of: UInt8(ascii: ";")) else {
      return false
    }
    var scalar = Self.entities[String(decoding: bytes[end..<semicolon], as: UTF8.self)]
    if bytes[end] == UInt8(ascii: "#") {
      let isHexadecimal = bytes[end + 1] | 0x20 == UInt8(ascii: "x")
      let digits = bytes[end..<semicolon].dropFirst(isHexadecimal ? 2 : 1)
      scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
        .flatMap(Unicode.Scalar.init)
    }
    return scalar.map { become($0, endingAt: semicolon + 1) } ?? false
  }

  private mutating func become(_ scalar: Unicode.Scalar, endingAt end: Int) -> Bool {
    utf8 = scalar.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    self.end = end
    return true
  }

  static func endOfBackslashes(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var here = start
    while here < bytes.count, bytes[here] == backslash { here += 1 }
    return here
  }

  /// The UTF-16 unit that `u002F` gives; nil if there is something else.
  private static func unit(in bytes: UnsafeRawBufferPointer, at start: Int) -> UInt16? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "u") else { return nil }
    return number(in: bytes, at: start + 1, digits: 4).map { UInt16($0) }
  }

  /// The hexadecimal number at a place; nil if there are other characters, or too few.
  private static func number(
    in bytes: UnsafeRawBufferPointer, at start: Int, digits: Int
  ) -> UInt32? {
    guard start + digits <= bytes.count else { return nil }
    var value: UInt32 = 0
    for digit in bytes[start..<(start + digits)] {
      guard let digit = JSONScanner.hexadecimalDigit(digit) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension UInt64 {
  /// The top bit of each byte that is `byte`.
  @inline(__always)
  func places(of byte: UInt8) -> UInt64 {
    let difference = self ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~((difference & lows &+ lows) | difference | lows)
  }
}
