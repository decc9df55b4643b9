import Foundation

/// A secret that this finds in any escaping: `%2F`, `%252f`, `\/` and `\u002F` are all the same
/// slash.
struct EscapedSecret {
  private let characters: [Unicode.Scalar]
  /// The bytes with which an occurrence can begin.
  private let beginnings: Set<UInt8>

  private static let percent = UInt8(ascii: "%")
  private static let backslash = UInt8(ascii: "\\")

  init(_ text: String) {
    characters = Array(text.unicodeScalars)
    beginnings = Set(text.utf8.prefix(1) + [Self.percent, Self.backslash, UInt8(ascii: "+")])
  }

  /// The secret, and its forms inside text that is encoded in base64.
  static func all(_ secret: String) -> [EscapedSecret] {
    [EscapedSecret(secret)] + base64(secret).map(EscapedSecret.init)
  }

  /// Base64 encodes three bytes as four characters, so a secret has three forms, depending on its
  /// offset. This searches for the middle of each form, which does not depend on the neighbours.
  private static func base64(_ secret: String) -> Set<String> {
    var texts: Set<String> = []
    for offset in 0..<3 {
      let bytes = Data(repeating: 0, count: offset) + Data(secret.utf8)
      let written = bytes.base64EncodedString().prefix(bytes.count * 8 / 6)
      let middle = String(written.dropFirst((offset * 8 + 5) / 6))
      // A shorter text would match by chance.
      guard middle.count >= 8 else { continue }
      texts.insert(middle)
      texts.insert(
        middle.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"))
    }
    return texts
  }

  /// Returns the bytes with the replacement in place of each occurrence.
  func removed(from data: Data) -> Data {
    let bytes = [UInt8](data)
    var result = Data()
    var kept = 0
    var here = 0
    while here < bytes.count {
      if beginnings.contains(bytes[here]), let end = end(in: bytes, from: here) {
        result.append(contentsOf: bytes[kept..<here])
        result.append(contentsOf: Scrubber.replacement.utf8)
        here = end
        kept = end
      } else {
        here += 1
      }
    }
    return kept == 0 ? data : result + bytes[kept...]
  }

  private func end(in bytes: [UInt8], from start: Int) -> Int? {
    // A percent sign may stand for itself or begin an escape, so this follows all readings.
    var ends: Set = [start]
    for character in characters {
      ends = Set(
        ends.flatMap { start in
          Self.endsInAddress(of: character, bytes, start)
            .union(Self.endsInJSON(of: character, bytes, start))
        })
      if ends.isEmpty { return nil }
    }
    return ends.max()
  }

  /// The possible ends of the character if it is written plainly or with percent signs. A URL
  /// inside a URL escapes the percent sign again, as `%25`.
  private static func endsInAddress(
    of character: Unicode.Scalar, _ bytes: [UInt8], _ start: Int
  ) -> Set<Int> {
    var ends: Set = [start]
    for byte in String(character).utf8 {
      var next: Set<Int> = []
      for start in ends where start < bytes.count {
        if bytes[start] == byte || (byte == 0x20 && bytes[start] == UInt8(ascii: "+")) {
          next.insert(start + 1)
        }
        guard bytes[start] == percent else { continue }
        var here = start + 1
        while here + 2 <= bytes.count {
          let value = hexadecimal(bytes[here..<(here + 2)])
          here += 2
          if value == Int(byte) { next.insert(here) }
          if value != Int(percent) { break }
        }
      }
      ends = next
    }
    return ends
  }

  /// The possible ends of the character if it is written with backslashes. JSON inside JSON doubles
  /// them, so any number is valid.
  private static func endsInJSON(
    of character: Unicode.Scalar, _ bytes: [UInt8], _ start: Int
  ) -> Set<Int> {
    let slashes = bytes[start...].prefix { $0 == backslash }.count
    guard slashes > 0 else { return [] }
    if character == "\\" { return Set(start + 1...start + slashes) }
    if start + slashes < bytes.count, UInt32(bytes[start + slashes]) == character.value {
      return [start + slashes + 1]
    }
    var here = start
    for unit in String(character).utf16 {
      let digits = here + bytes[here...].prefix { $0 == backslash }.count + 1
      guard digits > here + 1, digits + 4 <= bytes.count, bytes[digits - 1] == UInt8(ascii: "u"),
        hexadecimal(bytes[digits..<(digits + 4)]) == Int(unit)
      else { return [] }
      here = digits + 4
    }
    return [here]
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value * 16 + digit
    }
    return value
  }
}
