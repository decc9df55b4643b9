/// The output of a request whose answer carries nothing worth reading.
public struct NoOutput: Sendable, Hashable, Codable {
  /// Makes the one value.
  public init() {}

  /// Accepts any answer and reads nothing from it.
  public init(from decoder: any Decoder) {}
}
