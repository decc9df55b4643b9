import Foundation

/// A secret that is recognised however it is spelled: `%2F` and `%252F`, `\/` and `\u002F` and
/// `&#x2F;`, and any of them inside another, are all the same slash.
package struct Secret: Sendable {
  private let plain: [UInt8]
  /// The same, but with one backslash for several in a row: how many are written for each depends on
  /// how often the text was escaped.
  private let pattern: [UInt8]

  package init(_ text: String) {
    plain = Array(text.utf8)
    var pattern: [UInt8] = []
    for byte in plain where byte != UInt8(ascii: "\\") || pattern.last != byte {
      pattern.append(byte)
    }
    self.pattern = pattern
  }

  /// The bytes with `mark` in place of each occurrence; nil when there is none.
  ///
  /// Only whole escapes are taken out, so that what was JSON stays JSON.
  package func replaced(in data: Data, with mark: String) -> Data? {
    guard !pattern.isEmpty else { return nil }
    return data.withUnsafeBytes { bytes in
      var cleaned = Data()
      var kept = 0
      var here = 0
      var resolved = 0
      while let start = beginning(in: bytes, from: here) {
        // Backslashes in a row are read together. Mostly they escape a quotation mark, and are passed.
        let row = EscapedCharacter.endOfBackslashes(in: bytes, from: start)
        here = max(start + 1, row)
        if row > start, bytes[start] != pattern[0], !canBegin(in: bytes, at: row) { continue }
        // An escape inside one that was read means the same, and a long row would take for ever.
        let isRead = start < resolved && EscapedCharacter.isSign(bytes[start])
        var end = isRead ? nil : end(of: 0, in: bytes, from: start, &resolved)
        // A secret with more escapes inside each other than are tried is found at least as it stands.
        if end == nil, bytes[start...].starts(with: plain) { end = start + plain.count }
        guard let end else { continue }
        cleaned += bytes[kept..<start]
        cleaned += mark.utf8
        kept = end
        here = end
      }
      return kept == 0 ? nil : cleaned + bytes[kept...]
    }
  }

  /// The next place where an occurrence may begin.
  private func beginning(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var here = start
    // Most bytes begin nothing, and are passed over eight at a time.
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

  /// Whether a sign stands there, or the first byte of the secret and then the second or a sign.
  private func isBeginning(in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    if EscapedCharacter.isSign(bytes[place]) { return true }
    guard bytes[place] == pattern[0], pattern.count > 1 else { return bytes[place] == pattern[0] }
    guard place + 1 < bytes.count else { return false }
    return bytes[place + 1] == pattern[1] || EscapedCharacter.isSign(bytes[place + 1])
  }

  /// Whether what stands behind backslashes can be the first byte of the secret.
  private func canBegin(in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place < bytes.count else { return false }
    return bytes[place] == pattern[0] || bytes[place] == UInt8(ascii: "u")
      || EscapedCharacter.isSign(bytes[place])
  }

  /// Where the occurrence ends of which the part from `index` on may stand at `start`.
  ///
  /// - Parameter resolved: Becomes the end of the escape that the occurrence would begin with.
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
        // A sign that was escaped mostly belongs to the secret as a whole. But its last part may begin
        // the escape of what follows, or the secret itself holds an escape: then fewer signs do.
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
