/// A word that the service uses, such as a status, and that may be new to this SDK.
///
/// With an `enum`, a new word from the server would be an error, and a break of every exhaustive
/// `switch` in an app. An open value keeps the word and says whether it is known:
///
/// ```swift
/// public struct Weather: OpenValue {
///   public let rawValue: String
///   public init(rawValue: String) { self.rawValue = rawValue }
///   public static let sunny = Weather(rawValue: "SUNNY")
///   public static let known: Set<Weather> = [.sunny]
/// }
/// ```
public protocol OpenValue: RawRepresentable, Codable, Hashable, Sendable,
  CustomStringConvertible
where RawValue == String {
  /// The values that the documentation lists.
  static var known: Set<Self> { get }

  /// Makes a value from any word, known or not.
  init(rawValue: String)
}

extension OpenValue {
  /// Whether the documentation lists this value.
  public var isKnown: Bool { Self.known.contains(self) }

  /// The word as the service writes it.
  public var description: String { rawValue }

  /// Decodes the word. A number becomes its digits, because the service turns one into the other
  /// without notice.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self.init(rawValue: try container.decode(String.self))
    } catch {
      guard let number = try? container.decode(Int64.self) else { throw error }
      self.init(rawValue: String(number))
    }
  }

  /// Encodes the word as plain text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
