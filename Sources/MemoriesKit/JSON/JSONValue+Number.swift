extension JSONValue {
  /// A number as it is written in JSON.
  ///
  /// It keeps the text, because ids and sizes of the service pass 2^53, where a `Double` loses
  /// digits. Two numbers are equal when their texts are.
  public struct Number: Sendable, Hashable {
    /// The text, for example `-12.50e3`.
    public let text: String

    /// Makes a number from text; nil unless the text is a number in JSON.
    public init?(_ text: String) {
      guard case .number(let number)? = try? JSONParser.parse(text), number.text == text else {
        return nil
      }
      self = number
    }

    /// Makes a number from an integer.
    public init(_ integer: some BinaryInteger) {
      self.init(checked: String(integer))
    }

    /// Makes a number from text that is known to be valid.
    init(checked text: String) {
      self.text = text
    }
  }
}
