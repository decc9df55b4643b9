import Foundation

/// A secret in the URL of a callback. Only who was given the URL knows it.
///
/// The service signs nothing, so this is all that tells its callbacks from forged ones.
///
/// ```swift
/// let token = CallbackToken.random()
/// upload.callback = token.url(for: URL(string: "https://example.com/indexed")!)
/// // Later, in the server:
/// guard token.isIn(request.url.string) else { return .forbidden }
/// ```
///
/// Keep ``text`` as you keep a password. Descriptions and mirrors of a token do not show it, but
/// the URL does, also in the logs of a server in between.
public struct CallbackToken: Sendable, Equatable {
  /// The token itself, to keep it between two starts of a server.
  public let text: String

  /// The fewest characters of a token: 128 random bits in the URL-safe Base64 form.
  public static let minimumLength = 22

  /// Makes a token of 256 random bits.
  public static func random() -> CallbackToken {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return CallbackToken(
      unchecked: Data(bytes).base64EncodedString()
        .replacingOccurrences(of: "+", with: "-")
        .replacingOccurrences(of: "/", with: "_")
        .replacingOccurrences(of: "=", with: ""))
  }

  /// Takes a token that was kept. Refuses one of fewer than ``minimumLength`` or more than 128
  /// characters, or with others than ASCII letters, digits, `-` and `_`.
  public init?(_ text: String) {
    guard (Self.minimumLength...128).contains(text.utf8.count),
      text.utf8.allSatisfy({ byte in
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      })
    else { return nil }
    self.text = text
  }

  private init(unchecked text: String) {
    self.text = text
  }

  /// The URL with the token in its query. What the query has already stays, except another token.
  public func url(for url: URL) -> URL {
    guard var components = URLComponents(url: url, resolvingAgainstBaseURL: true) else {
      return url
    }
    let fields = Self.fields(of: components.percentEncodedQuery).filter { !Self.isToken($0) }
    components.percentEncodedQuery =
      (fields.map(String.init) + ["\(Self.name)=\(text)"]).joined(separator: "&")
    return components.url ?? url
  }

  /// Whether the URL of a request has this token. It may be a whole URL or just a path with its
  /// query, as in the first line of a request. One that has two tokens is refused.
  ///
  /// The time that this takes does not tell how much of a wrong token is right.
  public func isIn(_ url: String) -> Bool {
    let query = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
      .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
    let tokens = Self.fields(of: query.map(String.init)).filter(Self.isToken)
    guard tokens.count == 1 else { return false }
    return Self.areEqual(tokens[0].dropFirst(Self.name.utf8.count + 1).utf8, text.utf8)
  }

  /// Compares in a time that does not tell how much of a wrong token is right.
  public static func == (one: CallbackToken, other: CallbackToken) -> Bool {
    areEqual(one.text.utf8, other.text.utf8)
  }

  private static let name = "token"

  private static func fields(of query: String?) -> [Substring] {
    (query ?? "").split(separator: "&")
  }

  private static func isToken(_ field: Substring) -> Bool {
    field == name || field.hasPrefix(name + "=")
  }

  /// Goes through all of the first, however early the two differ.
  private static func areEqual(
    _ one: some Collection<UInt8>, _ other: some Collection<UInt8>
  ) -> Bool {
    let other = Array(other)
    var difference = one.count ^ other.count
    for (index, byte) in one.enumerated() {
      difference |= Int(byte ^ (index < other.count ? other[index] : 0))
    }
    return difference == 0
  }
}

extension CallbackToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says only that there is a token.
  public var description: String { "[callback token]" }

  /// Says only that there is a token.
  public var debugDescription: String { description }

  /// The mirror has no children, so `dump` and debuggers have nothing to show.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
