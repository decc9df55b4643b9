import Foundation
import MemoriesKit

/// Finds secrets in a text or in any bytes: literal ones, and the values of query parameters.
struct ScrubbedText {
  private let secrets: [Secret]
  private let addressParameters: NSRegularExpression?
  private let formFields: NSRegularExpression?

  init(_ scrubber: Scrubber) {
    secrets = scrubber.secrets.flatMap { [Secret($0)] + Secret.inBase64($0) }
    addressParameters = Self.pattern(scrubber.queryNames, isForm: false)
    formFields = Self.pattern(scrubber.fieldNames.union(scrubber.queryNames), isForm: true)
  }

  func scrubbed(_ text: String) -> String {
    String(decoding: scrubbed(Data(text.utf8)), as: UTF8.self)
  }

  func scrubbed(_ bytes: Data) -> Data {
    let bytes = withoutValues(bytes, after: addressParameters)
    return secrets.reduce(bytes) { $1.replaced(in: $0, with: Scrubber.replacement) ?? $0 }
  }

  func withoutFormFields(_ bytes: Data) -> Data {
    withoutValues(bytes, after: formFields)
  }

  /// Matches `?name=` and `&name=`, as they are or escaped: an address may stand inside another's
  /// query, in JSON (where `&` and `=` may be `\u0026` and `\u003d`) or in HTML.
  private static func pattern(_ names: Set<String>, isForm: Bool) -> NSRegularExpression? {
    guard !names.isEmpty else { return nil }
    let name = names.sorted().map { name in
      name.hasSuffix("*")
        ? NSRegularExpression.escapedPattern(for: String(name.dropLast())) + "[A-Za-z0-9_.-]{0,99}"
        : NSRegularExpression.escapedPattern(for: name)
    }
    let separator = #"[?&]|&amp;|\\u00(?:3f|26)|%(?:25){0,9}(?:3f|26)"# + (isForm ? "|^" : "")
    let equals = #"=|\\{1,9}u003d|%(?:25){0,9}3d"#
    return try? NSRegularExpression(
      pattern: "(?:\(separator))(?:\(name.joined(separator: "|")))(?:\(equals))",
      options: .caseInsensitive)
  }

  private func withoutValues(_ data: Data, after pattern: NSRegularExpression?) -> Data {
    // In Latin-1 every byte is a character, so that bytes which are no text come through unchanged
    // and places in the text are places in the bytes.
    guard let pattern, let text = String(data: data, encoding: .isoLatin1) else { return data }
    let bytes = [UInt8](data)
    var result = Data()
    var kept = 0
    for match in pattern.matches(in: text, range: NSRange(location: 0, length: bytes.count)) {
      let value = match.range.location + match.range.length
      guard value >= kept else { continue }
      result.append(contentsOf: bytes[kept..<value])
      result.append(contentsOf: Scrubber.replacement.utf8)
      kept = Self.endOfValue(in: bytes, from: value)
    }
    return kept == 0 ? data : result + bytes[kept...]
  }

  /// A pattern for the value as well would fail on long ones: the matcher's stack is bounded.
  private static func endOfValue(in bytes: [UInt8], from start: Int) -> Int {
    var here = start
    while here < bytes.count {
      switch bytes[here] {
      case 0...0x20, UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"),
        UInt8(ascii: "<"), UInt8(ascii: ">"):
        return here
      case UInt8(ascii: "%"):
        if ampersand(in: bytes, from: here, escapedBy: "%") { return here }
      case UInt8(ascii: "\\"):
        let slashes = bytes[here...].prefix { $0 == UInt8(ascii: "\\") }.count
        let escaped = here + slashes
        guard escaped < bytes.count,
          [UInt8(ascii: "/"), UInt8(ascii: "u")].contains(bytes[escaped])
        else { return here }
        if ampersand(in: bytes, from: escaped - 1, escapedBy: "\\") { return here }
        here = escaped
      default:
        break
      }
      here += 1
    }
    return here
  }

  private static func ampersand(
    in bytes: [UInt8], from start: Int, escapedBy escape: Character
  ) -> Bool {
    var digits = bytes[start...].dropFirst()
    if escape == "\\" { return digits.starts(with: "u0026".utf8) }
    while digits.starts(with: "25".utf8) { digits = digits.dropFirst(2) }
    return digits.starts(with: "26".utf8)
  }
}
