/// A word of the service's vocabulary, such as a status, that may be one we have never seen.
///
/// An `enum` would make a new word from the server an error, and every exhaustive `switch` in an
/// app a break. An open value keeps the word and says whether it is known:
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

  /// Makes a value of any word, known or not.
  init(rawValue: String)
}

extension OpenValue {
  /// Whether the documentation lists this value.
  public var isKnown: Bool { Self.known.contains(self) }

  /// The word as the service writes it.
  public var description: String { rawValue }

  /// Reads the word; a number is taken as its digits, because the service turns one into the
  /// other without notice.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self.init(rawValue: try container.decode(String.self))
    } catch {
      guard let number = try? container.decode(Int64.self) else { throw error }
      self.init(rawValue: String(number))
    }
  }

  /// Writes the word as plain text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
