/// Reads the tokens of JSON from UTF-8 bytes, and keeps the position.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// The bytes must live longer than the scanner.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// The byte at the position; reading it does not move the position.
  var next: UInt8? {
    @inline(__always) get { position < bytes.count ? bytes[position] : nil }
  }

  func failure(_ reason: JSONValue.SyntaxError.Reason, at offset: Int? = nil)
    -> JSONValue.SyntaxError
  {
    JSONValue.SyntaxError(offset: offset ?? position, reason: reason)
  }

  /// The failure for a byte, or an end, that does not belong at the position.
  func unexpectedInput() -> JSONValue.SyntaxError {
    failure(isAtEnd ? .unexpectedEnd : .unexpectedByte)
  }

  mutating func advance() {
    position += 1
  }

  mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  @inline(__always)
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  @inline(__always)
  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(JSONValue.SyntaxError) {
    guard skip(byte) else { throw unexpectedInput() }
  }

  mutating func expect(_ word: StaticString) throws(JSONValue.SyntaxError) {
    for offset in 0..<word.utf8CodeUnitCount {
      try expect(word.utf8Start[offset])
    }
  }
}

// MARK: - Numbers

extension JSONScanner {
  /// Reads a number and returns its literal.
  mutating func number() throws(JSONValue.SyntaxError) -> String {
    let start = position
    _ = skip(UInt8(ascii: "-"))
    if skip(UInt8(ascii: "0")) {
      if isAtDigit { throw failure(.malformedNumber) }
    } else {
      try digits()
    }
    if skip(UInt8(ascii: ".")) { try digits() }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
      try digits()
    }
    return text(from: start, to: position)
  }

  private var isAtDigit: Bool {
    @inline(__always) get { position < bytes.count && bytes[position] &- UInt8(ascii: "0") < 10 }
  }

  @inline(__always)
  private mutating func digits() throws(JSONValue.SyntaxError) {
    guard isAtDigit else { throw failure(isAtEnd ? .unexpectedEnd : .malformedNumber) }
    while isAtDigit { position += 1 }
  }
}

// MARK: - Strings

extension JSONScanner {
  /// Reads a string with its quotes, and returns its value.
  mutating func string() throws(JSONValue.SyntaxError) -> String {
    advance()
    let start = position
    var hasEscapes = false
    while true {
      skipPlainBytes()
      guard position < bytes.count else { throw failure(.unexpectedEnd) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let end = position
        position += 1
        return hasEscapes ? unescapedText(from: start, to: end) : text(from: start, to: end)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape()
      case 0..<0x20: throw failure(.controlCharacter)
      case 0x80...: try skipMultibyteScalar()
      default: position += 1
      }
    }
  }

  /// Skips ASCII bytes without a special meaning, eight at a time.
  @inline(__always)
  private mutating func skipPlainBytes() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
    while bytes.count - position >= 8 {
      let word = UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      // The usual test for a zero byte, (x - 1) & ~x & 0x80, finds the lowest one exactly. A borrow
      // may spoil the bytes above it, but they do not matter.
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      let special =
        ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        | ((word &- ones &* 0x20) & ~word) | word
      let found = special & tops
      if found != 0 {
        position += found.trailingZeroBitCount / 8
        return
      }
      position += 8
    }
  }

  private mutating func skipEscape() throws(JSONValue.SyntaxError) {
    let start = position
    position += 1
    guard let kind = next else { throw failure(.unexpectedEnd) }
    switch kind {
    case UInt8(ascii: "u"):
      let unit = try hexadecimalUnit(at: start)
      guard UTF16.isSurrogate(unit) else { return }
      let second = position
      guard
        UTF16.isLeadSurrogate(unit), skip(UInt8(ascii: "\\")), next == UInt8(ascii: "u"),
        UTF16.isTrailSurrogate(try hexadecimalUnit(at: second))
      else { throw failure(.loneSurrogate, at: start) }
    default:
      guard Self.meaning(ofEscape: kind) != nil else {
        throw failure(.malformedEscape, at: start)
      }
      position += 1
    }
  }

  /// Reads `u` and the four hexadecimal digits of the escape that begins at `start`.
  private mutating func hexadecimalUnit(at start: Int) throws(JSONValue.SyntaxError) -> UInt16 {
    position += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw failure(.unexpectedEnd) }
      guard let digit = Self.hexadecimalDigit(byte) else {
        throw failure(.malformedEscape, at: start)
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  /// Skips one scalar of two to four bytes, if it is well-formed, in its shortest form, and no
  /// surrogate.
  private mutating func skipMultibyteScalar() throws(JSONValue.SyntaxError) {
    let lead = bytes[position]
    let length: Int
    // The first byte decides which second bytes are valid: table 3-7 of the Unicode standard.
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw failure(.invalidUTF8)
    }
    for offset in 1..<length {
      guard position + offset < bytes.count else { throw failure(.unexpectedEnd, at: bytes.count) }
      let allowed = offset == 1 ? second : 0x80...0xBF
      guard allowed.contains(bytes[position + offset]) else { throw failure(.invalidUTF8) }
    }
    position += length
  }

  @inline(__always)
  private func text(from start: Int, to end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  /// Resolves escapes that `skipEscape` has already checked.
  private func unescapedText(from start: Int, to end: Int) -> String {
    // No escape is shorter than its value, so this capacity is enough.
    String(unsafeUninitializedCapacity: end - start) { buffer in
      var source = start
      var count = 0
      func append(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
      }
      func unit() -> UInt16 {
        defer { source += 6 }
        return bytes[source + 2..<source + 6].reduce(0) { unit, byte in
          unit << 4 | (Self.hexadecimalDigit(byte) ?? 0)
        }
      }
      while source < end {
        let byte = bytes[source]
        if byte != UInt8(ascii: "\\") {
          append(byte)
          source += 1
        } else if let meaning = Self.meaning(ofEscape: bytes[source + 1]) {
          append(meaning)
          source += 2
        } else {
          var code = UInt32(unit())
          if UTF16.isLeadSurrogate(UInt16(code)) {
            code = 0x10000 + (code & 0x3FF) << 10 + UInt32(unit()) & 0x3FF
          }
          Unicode.Scalar(code)?.utf8.forEach(append)
        }
      }
      return count
    }
  }

  private static func meaning(ofEscape letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: nil
    }
  }

  static func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
