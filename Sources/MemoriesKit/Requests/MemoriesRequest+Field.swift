extension MemoriesRequest {
  /// A name and its text: in a form, in a query, or among headers.
  public struct Field: Sendable, Hashable, Codable {
    /// The field's name; it may occur more than once.
    public var name: String
    /// The field's text, not yet encoded.
    public var value: String

    /// A field with a name and a text.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}
