/// The output of a request whose envelope carries nothing worth reading.
public struct NoOutput: Sendable, Hashable, Codable {
  /// Nothing.
  public init() {}

  /// Reads anything as nothing.
  public init(from decoder: any Decoder) {}
}
