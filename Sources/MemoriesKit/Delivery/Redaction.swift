import Foundation

/// Takes a secret out of whatever a server may have echoed, before anyone can show it.
///
/// The secret is held by closures, because no mirror and no `dump` looks into those.
struct Redaction: Sendable {
  static let mark = "[API key]"

  let text: @Sendable (String) -> String
  let body: @Sendable (Data) -> Data

  /// A key shorter than any real one is left alone: it would be found in every other word, and only
  /// tests have such keys.
  private static let shortestSecret = 8

  init(of secret: String) {
    guard secret.utf8.count >= Self.shortestSecret else {
      text = { $0 }
      body = { $0 }
      return
    }
    text = { Self.clean($0, of: secret) }
    body = { body in
      let bytes = Array(secret.utf8)
      guard Self.contains(body, bytes) else { return Self.withoutEscaped(bytes, in: body) }
      let cleaned = Self.clean(String(decoding: body, as: UTF8.self), of: secret)
      return Self.withoutEscaped(bytes, in: Data(cleaned.utf8))
    }
  }

  // Literally, because an accent behind the secret would join its last letter, and by characters
  // the secret would not be there any more.
  private static func clean(_ text: String, of secret: String) -> String {
    text.replacingOccurrences(of: secret, with: mark, options: .literal)
  }

  /// JSON may escape any character, and some writers do so with slashes and equals signs. Reading
  /// the answer would bring the secret back.
  private static func withoutEscaped(_ secret: [UInt8], in body: Data) -> Data {
    guard contains(body, [backslash]) else { return body }
    let bytes = Array(body)
    var cleaned: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if byte == secret.first || byte == backslash, let end = end(of: secret, in: rest) {
        cleaned += mark.utf8
        rest = bytes[end...]
      } else {
        cleaned.append(byte)
        rest.removeFirst()
      }
    }
    return Data(cleaned)
  }

  /// Where the secret ends with which `bytes` begin, each of its characters escaped or not.
  private static func end(of secret: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var rest = bytes
    for byte in secret {
      if let length = lengthOfEscape(of: byte, in: rest) {
        rest = rest.dropFirst(length)
      } else if rest.first == byte {
        rest.removeFirst()
      } else {
        return nil
      }
    }
    return rest.startIndex
  }

  /// How long the escape is, `\/` or `\u002f`, if `bytes` begin with one that stands for `byte`.
  private static func lengthOfEscape(of byte: UInt8, in bytes: ArraySlice<UInt8>) -> Int? {
    let escape = bytes.prefix(6)
    guard escape.first == backslash, let kind = escape.dropFirst().first else { return nil }
    if kind == byte { return 2 }
    guard kind == UInt8(ascii: "u"), escape.count == 6 else { return nil }
    return UInt16(String(decoding: escape.dropFirst(2), as: UTF8.self), radix: 16)
      == UInt16(byte) ? 6 : nil
  }

  private static let backslash = UInt8(ascii: "\\")

  /// `Data.range(of:)` compares byte by byte, which an answer of some megabytes feels.
  private static func contains(_ body: Data, _ secret: [UInt8]) -> Bool {
    guard let first = secret.first else { return false }
    return body.withUnsafeBytes { bytes in
      guard var place = bytes.baseAddress else { return false }
      let end = place + bytes.count
      while end - place >= secret.count, let match = memchr(place, Int32(first), end - place) {
        let candidate = UnsafeRawPointer(match)
        guard end - candidate >= secret.count else { return false }
        if memcmp(candidate, secret, secret.count) == 0 { return true }
        place = candidate + 1
      }
      return false
    }
  }
}
