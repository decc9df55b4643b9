/// A name that the service gave to something: opaque text, kept exactly as it came.
///
/// Identifiers look numeric but exceed what a floating-point number holds, so they never pass
/// through one. Each kind has its own type, so that an asset cannot be asked for as a video.
public protocol ServiceIdentifier:
  RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible, LosslessStringConvertible
where RawValue == String {
  /// Takes the text as the service wrote it.
  init(rawValue: String)
}

extension ServiceIdentifier {
  /// Takes the text as the service wrote it.
  public init(_ text: String) {
    self.init(rawValue: text)
  }

  /// Takes a literal, for tests and examples.
  public init(stringLiteral text: String) {
    self.init(rawValue: text)
  }

  /// The text as the service wrote it.
  public var description: String { rawValue }
}
