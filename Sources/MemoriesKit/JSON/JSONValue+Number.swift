extension JSONValue {
  /// A number as it stands in JSON text.
  ///
  /// The text is kept because the service's ids and sizes pass 2^53, where a `Double` begins to
  /// change digits. Two numbers are equal when they are written alike.
  public struct Number: Sendable, Hashable {
    /// The literal, for example `-12.50e3`.
    public let text: String

    /// Takes a literal, if it is one by the grammar of JSON.
    public init?(_ text: String) {
      guard case .number(let number)? = try? JSONParser.parse(text), number.text == text else {
        return nil
      }
      self = number
    }

    /// The literal of an integer.
    public init(_ integer: some BinaryInteger) {
      self.init(checked: String(integer))
    }

    /// Takes a literal that is known to be well formed.
    init(checked text: String) {
      self.text = text
    }
  }
}
