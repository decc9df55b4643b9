extension JSONValue {
  /// Why some bytes are not JSON, and where.
  struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong at the offset.
    struct Reason: Sendable, Hashable, CustomStringConvertible {
      /// The reason in words.
      let description: String

      /// The text stops before the value is complete.
      static let unexpectedEnd = Reason(description: "the text ends too early")
      /// The byte is not allowed there.
      static let unexpectedByte = Reason(description: "unexpected byte")
      /// Something follows the value.
      static let trailingContent = Reason(description: "content after the value")
      /// A number is invalid, for example because it has leading zeros.
      static let malformedNumber = Reason(description: "malformed number")
      /// A backslash begins an invalid escape.
      static let malformedEscape = Reason(description: "malformed escape")
      /// One half of a surrogate pair is alone.
      static let loneSurrogate = Reason(description: "lone surrogate")
      /// A string contains an unescaped control character.
      static let controlCharacter = Reason(description: "control character in a string")
      /// The bytes are not UTF-8.
      static let invalidUTF8 = Reason(description: "invalid UTF-8")
      /// Arrays and objects are nested deeper than any honest answer.
      static let tooDeep = Reason(description: "nested too deeply")
      /// There are more values than in any honest answer.
      static let tooMany = Reason(description: "too many values")
    }

    /// The number of bytes before the problem.
    let offset: Int

    /// What is wrong there.
    let reason: Reason

    /// The reason and the place in one line.
    var description: String { "Not JSON: \(reason) at byte \(offset)" }
  }
}
