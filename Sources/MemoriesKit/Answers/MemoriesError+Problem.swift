extension MemoriesError {
  /// One reason why a request was refused before any of it was sent.
  public struct Problem: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The parameter, by the name that it has in Swift.
    public let field: String
    /// What is wrong with it, in words for a person.
    public let reason: String

    /// Names a parameter and what is wrong with it.
    public init(_ field: String, _ reason: String) {
      self.field = field
      self.reason = reason
    }

    /// The parameter and what is wrong with it.
    public var description: String { "\(field): \(reason)" }
  }
}
