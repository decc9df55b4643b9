import Foundation

/// A text that is recognised however its characters are escaped: `%2F` and `%252f` and `\/` and
/// `\u002F` are all the same slash.
struct EscapedSecret {
  private let characters: [Unicode.Scalar]

  /// The secret itself, and what it turns into when a text that holds it is written in base64.
  static func all(_ secret: String) -> [EscapedSecret] {
    [EscapedSecret(characters: Array(secret.unicodeScalars))] + base64(secret)
  }

  /// Base64 writes three bytes as four characters, so a secret looks different depending on where
  /// it begins. Of each the middle is looked for, which does not depend on its neighbours.
  private static func base64(_ secret: String) -> [EscapedSecret] {
    var texts: Set<String> = []
    for offset in 0..<3 {
      let bytes = Data(repeating: 0, count: offset) + Data(secret.utf8)
      let written = bytes.base64EncodedString().prefix(bytes.count * 8 / 6)
      let middle = String(written.dropFirst((offset * 8 + 5) / 6))
      // What is shorter than this turns up by chance.
      guard middle.count >= 8 else { continue }
      texts.insert(middle)
      texts.insert(
        middle.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"))
    }
    return texts.map { EscapedSecret(characters: Array($0.unicodeScalars)) }
  }

  /// The bytes with the replacement in place of each occurrence.
  func removed(from data: Data) -> Data {
    let bytes = [UInt8](data)
    var result = Data()
    var kept = 0
    var here = 0
    while here < bytes.count {
      if let end = end(in: bytes, from: here) {
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
    var here = start
    for character in characters {
      guard let next = Self.end(of: character, in: bytes, from: here) else { return nil }
      here = next
    }
    return here
  }

  private static func end(
    of character: Unicode.Scalar, in bytes: [UInt8], from start: Int
  ) -> Int? {
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "\\"), let end = endInJSON(of: character, bytes, start) {
      return end
    }
    if character == " ", bytes[start] == UInt8(ascii: "+") { return start + 1 }
    var here = start
    for byte in String(character).utf8 {
      guard here < bytes.count else { return nil }
      if bytes[here] == byte {
        here += 1
      } else if let end = endInAddress(of: byte, bytes, here) {
        here = end
      } else {
        return nil
      }
    }
    return here
  }

  /// JSON inside JSON doubles the backslashes, so any number of them will do.
  private static func endInJSON(
    of character: Unicode.Scalar, _ bytes: [UInt8], _ start: Int
  ) -> Int? {
    var here = start
    for (index, unit) in String(character).utf16.enumerated() {
      let slashes = bytes[here...].prefix { $0 == UInt8(ascii: "\\") }.count
      guard slashes > 0 else { return nil }
      let next = here + slashes
      if next + 5 <= bytes.count, bytes[next] == UInt8(ascii: "u"),
        hexadecimal(bytes[(next + 1)..<(next + 5)]) == Int(unit)
      {
        here = next + 5
      } else if index == 0, character == "\\" {
        return next
      } else if index == 0, next < bytes.count, UInt32(bytes[next]) == character.value {
        return next + 1
      } else {
        return nil
      }
    }
    return here
  }

  /// An address inside an address escapes the percent sign again, as `%25`.
  private static func endInAddress(of byte: UInt8, _ bytes: [UInt8], _ start: Int) -> Int? {
    guard bytes[start] == UInt8(ascii: "%") else { return nil }
    var here = start + 1
    while here + 2 <= bytes.count {
      let value = hexadecimal(bytes[here..<(here + 2)])
      if value == Int(byte) { return here + 2 }
      guard value == 0x25 else { return nil }
      here += 2
    }
    return nil
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
