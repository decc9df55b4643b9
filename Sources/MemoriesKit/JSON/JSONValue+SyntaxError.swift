extension JSONValue {
  /// Why some bytes are not JSON, and where.
  package struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong at the offset.
    package struct Reason: Sendable, Hashable, CustomStringConvertible {
      /// The reason in words.
      package let description: String

      /// The text stops before the value is complete.
      package static let unexpectedEnd = Reason(description: "the text ends too early")
      /// The byte is not allowed there.
      package static let unexpectedByte = Reason(description: "unexpected byte")
      /// Something follows the value.
      package static let trailingContent = Reason(description: "content after the value")
      /// A number is invalid, for example because it has leading zeros.
      package static let malformedNumber = Reason(description: "malformed number")
      /// A backslash begins an invalid escape.
      package static let malformedEscape = Reason(description: "malformed escape")
      /// One half of a surrogate pair is alone.
      package static let loneSurrogate = Reason(description: "lone surrogate")
      /// A string contains an unescaped control character.
      package static let controlCharacter = Reason(description: "control character in a string")
      /// The bytes are not UTF-8.
      package static let invalidUTF8 = Reason(description: "invalid UTF-8")
      /// Arrays and objects are nested deeper than any honest answer.
      package static let tooDeep = Reason(description: "nested too deeply")
      /// There are more values than in any honest answer.
      package static let tooMany = Reason(description: "too many values")
    }

    /// The number of bytes before the problem.
    package let offset: Int

    /// What is wrong there.
    package let reason: Reason

    /// The reason and the place in one line.
    package var description: String { "Not JSON: \(reason) at byte \(offset)" }
  }
}
