import Foundation

/// Finds secrets in a text or in any bytes: literal ones, and the values of query parameters.
struct ScrubbedText {
  private let secrets: [EscapedSecret]
  private let addressParameters: NSRegularExpression?
  private let formFields: NSRegularExpression?

  init(_ scrubber: Scrubber) {
    secrets = scrubber.secrets.filter { !$0.isEmpty }.flatMap(EscapedSecret.all)
    addressParameters = Self.pattern(scrubber.queryNames, isForm: false)
    formFields = Self.pattern(scrubber.fieldNames.union(scrubber.queryNames), isForm: true)
  }

  func scrubbed(_ text: String) -> String {
    String(decoding: scrubbed(Data(text.utf8)), as: UTF8.self)
  }

  func scrubbed(_ bytes: Data) -> Data {
    let bytes = withoutValues(bytes, of: addressParameters)
    return secrets.reduce(bytes) { $1.removed(from: $0) }
  }

  func withoutFormFields(_ bytes: Data) -> Data {
    withoutValues(bytes, of: formFields)
  }

  private func withoutValues(_ bytes: Data, of pattern: NSRegularExpression?) -> Data {
    // In Latin-1 every byte is a character, so bytes that are no text come through unchanged.
    guard let pattern, let text = String(data: bytes, encoding: .isoLatin1) else { return bytes }
    let scrubbed = pattern.stringByReplacingMatches(
      in: text, range: NSRange(text.startIndex..., in: text),
      withTemplate: "$1\(Scrubber.replacement)")
    return scrubbed == text ? bytes : scrubbed.data(using: .isoLatin1) ?? Data()
  }

  /// Matches `?name=value` and `&name=value`, as they are or escaped: an address may stand inside
  /// another's query, in JSON (where `&` and `=` may be `\u0026` and `\u003d`) or in HTML.
  private static func pattern(_ names: Set<String>, isForm: Bool) -> NSRegularExpression? {
    guard !names.isEmpty else { return nil }
    let name = names.sorted().map { name in
      name.hasSuffix("*")
        ? NSRegularExpression.escapedPattern(for: String(name.dropLast())) + "[A-Za-z0-9_.-]*"
        : NSRegularExpression.escapedPattern(for: name)
    }
    let separator = #"[?&]|&amp;|\\+u00(?:3f|26)|%(?:25)*(?:3f|26)"# + (isForm ? "|^" : "")
    let equals = #"=|\\+u003d|%(?:25)*3d"#
    // Runs of ordinary characters are taken as one step: a step for each character would exhaust the
    // matcher's stack on long values, and what it gives up on would stay.
    let value =
      #"(?:[^&"'<>\\%\x00-\x20]++|%(?!(?:25)*26)|\\+/|\\+u00(?!26)[0-9a-f]{2})*+"#
    return try? NSRegularExpression(
      pattern: "((?:\(separator))(?:\(name.joined(separator: "|")))(?:\(equals)))\(value)",
      options: .caseInsensitive)
  }
}
