import Foundation

/// A secret that this finds in any escaping: `%2F`, `%252F`, `\/`, `\u002F` and `&#x2F;`, and each of
/// them inside another, are all the same slash.
package struct Secret: Sendable {
  private let plain: [UInt8]
  /// The same with one backslash for several in a row, because JSON inside JSON doubles them and any
  /// number has to match.
  private let pattern: [UInt8]

  package init(_ text: String) {
    plain = Array(text.utf8)
    var pattern: [UInt8] = []
    for byte in plain where byte != UInt8(ascii: "\\") || pattern.last != byte {
      pattern.append(byte)
    }
    self.pattern = pattern
  }

  /// Returns the bytes with `mark` in place of each occurrence; nil if there is none.
  ///
  /// It replaces only whole escapes, so that JSON stays valid.
  package func replaced(in data: Data, with mark: String) -> Data? {
    data.withUnsafeBytes { replaced(in: $0, with: mark) }
  }

  /// The same for text. It is searched as bytes, because an accent behind the secret would join its
  /// last letter, and by characters the secret would not be there any more.
  package func replaced(in text: String, with mark: String) -> String? {
    var text = text
    let cleaned = text.withUTF8 { replaced(in: UnsafeRawBufferPointer($0), with: mark) }
    return cleaned.map { String(decoding: $0, as: UTF8.self) }
  }

  private func replaced(in bytes: UnsafeRawBufferPointer, with mark: String) -> Data? {
    guard !pattern.isEmpty else { return nil }
    var cleaned = Data()
    var kept = 0
    var here = 0
    var resolved = 0
    while let start = beginning(in: bytes, from: here) {
      // The first backslash of a row resolves to all others, so one try is enough for the row. Most
      // rows escape a quotation mark and need none.
      let row = EscapedCharacter.endOfBackslashes(in: bytes, from: start)
      here = max(start + 1, row)
      if row > start, bytes[start] != pattern[0], !canBegin(in: bytes, at: row) { continue }
      // An escape inside one that was already resolved has the same value. Resolving it
      // again would take quadratic time in a long chain such as `%5C%5C%5C`.
      let isRead = start < resolved && EscapedCharacter.isSign(bytes[start])
      var end = isRead ? nil : end(of: 0, in: bytes, from: start, &resolved)
      // A secret that looks like many escapes inside each other can have more readings than `end`
      // tries, but is found at least in its plain form.
      if end == nil, bytes[start...].starts(with: plain) { end = start + plain.count }
      guard let end else { continue }
      cleaned += bytes[kept..<start]
      cleaned += mark.utf8
      kept = end
      here = end
    }
    return kept == 0 ? nil : cleaned + bytes[kept...]
  }

  /// The next place where an occurrence can begin.
  private func beginning(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var here = start
    // Most bytes cannot begin one, so this skips eight at a time.
    while bytes.count - here >= 8 {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: here, as: UInt64.self))
      var found = word.places(of: pattern[0]) | EscapedCharacter.signs(in: word)
      while found != 0 {
        let place = here + found.trailingZeroBitCount / 8
        if isBeginning(in: bytes, at: place) { return place }
        found &= found - 1
      }
      here += 8
    }
    return (here..<bytes.count).first { isBeginning(in: bytes, at: $0) }
  }

  /// Whether there is a sign, or the secret's first byte followed by its second or by a sign.
  private func isBeginning(in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    if EscapedCharacter.isSign(bytes[place]) { return true }
    guard bytes[place] == pattern[0], pattern.count > 1 else { return bytes[place] == pattern[0] }
    guard place + 1 < bytes.count else { return false }
    return bytes[place + 1] == pattern[1] || EscapedCharacter.isSign(bytes[place + 1])
  }

  /// Whether the byte behind backslashes can lead to the first byte of the secret.
  private func canBegin(in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place < bytes.count else { return false }
    return bytes[place] == pattern[0] || bytes[place] == UInt8(ascii: "u")
      || EscapedCharacter.isSign(bytes[place])
  }

  /// The place behind the occurrence, if the rest of the secret from `index` on is at `start`.
  ///
  /// - Parameter resolved: Receives the end of the escape with which the occurrence would begin.
  private func end(
    of index: Int, in bytes: UnsafeRawBufferPointer, from start: Int, _ resolved: inout Int
  ) -> Int? {
    var index = index
    var start = start
    while index < pattern.count {
      guard start < bytes.count else { return nil }
      if EscapedCharacter.isSign(bytes[start]) { break }
      guard bytes[start] == pattern[index] else { return nil }
      index += 1
      start += 1
    }
    if index == pattern.count { return start }
    var character = EscapedCharacter(in: bytes, at: start)
    var readings: [(index: Int, end: Int)] = []
    repeat {
      if let next = character.end(in: pattern, from: index) {
        // Usually all of an escaped sign belongs to the secret, so the last reading comes first. But
        // its last part can begin the next escape, or the secret itself can contain an escape.
        if readings.count == 4 { readings.removeFirst() }
        readings.append((next, character.end))
      }
    } while character.resolve(in: bytes)
    if index == 0 { resolved = max(resolved, character.end) }
    for reading in readings.reversed() {
      if let end = end(of: reading.index, in: bytes, from: reading.end, &resolved) { return end }
    }
    return nil
  }
}
