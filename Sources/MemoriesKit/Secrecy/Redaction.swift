import Foundation

/// Takes a secret out of whatever a server may have echoed, before anyone can show it.
///
/// The secret is held by closures, because no mirror and no `dump` looks into those.
struct Redaction: Sendable {
  static let mark = "[API key]"

  let text: @Sendable (String) -> String
  let body: @Sendable (Data) -> Data
  /// Whether the secret stands in a text in any case, which the names of headers may come in.
  let isHeld: @Sendable (String) -> Bool

  /// A key shorter than any real one is left alone: it would be found in every other word, and only
  /// tests have such keys.
  private static let shortestSecret = 8

  /// Takes out what either of the two takes out.
  init(_ one: Redaction, _ other: Redaction) {
    text = { other.text(one.text($0)) }
    body = { other.body(one.body($0)) }
    isHeld = { one.isHeld($0) || other.isHeld($0) }
  }

  init(of secret: String) {
    guard secret.utf8.count >= Self.shortestSecret else {
      text = { $0 }
      body = { $0 }
      isHeld = { _ in false }
      return
    }
    let key = Secret(secret)
    let lowercasedKey = Secret(secret.lowercased())
    text = { key.replaced(in: $0, with: Self.mark) ?? $0 }
    body = { key.replaced(in: $0, with: Self.mark) ?? $0 }
    isHeld = { lowercasedKey.replaced(in: $0.lowercased(), with: Self.mark) != nil }
  }
}
