/// An identifier from the service: opaque text, exactly as it arrived.
///
/// Identifiers look like numbers but exceed the precision of a floating-point number, so they never
/// become one. Each kind has its own type, so that nobody can ask for an asset as a video.
public protocol ServiceIdentifier:
  RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible, LosslessStringConvertible
where RawValue == String {
  /// Makes an identifier from the text that the service wrote.
  init(rawValue: String)
}

extension ServiceIdentifier {
  /// Makes an identifier from the text that the service wrote.
  public init(_ text: String) {
    self.init(rawValue: text)
  }

  /// Makes an identifier from a literal, for tests and examples.
  public init(stringLiteral text: String) {
    self.init(rawValue: text)
  }

  /// The text as the service wrote it.
  public var description: String { rawValue }
}
