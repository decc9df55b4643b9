import Foundation

extension VisualIntelligence.ChatAnswer {
  /// Decodes JSON that the model was asked to answer with.
  ///
  /// Models like to put it into a Markdown fence, and to say something before or after. The first
  /// fence for JSON or for no language is decoded; without one, the whole text. Names match in any
  /// casing.
  ///
  /// ```swift
  /// struct Scene: Decodable { let title: String, people: Int }
  /// let scene = try answer.decode(as: Scene.self)
  /// ```
  ///
  /// - Throws: ``MemoriesError`` of the kind ``MemoriesError/Kind/unexpectedAnswer``, with the outcome
  ///   `done`, because the answer is billed.
  public func decode<Value: Decodable>(as type: Value.Type) throws -> Value {
    guard let text else { throw MemoriesError.unreadable("the model has said nothing", in: nil) }
    do {
      return try JSONValue(parsing: Self.json(in: text)).decode(type)
    } catch {
      throw MemoriesError.unreadable("the model has not said this in JSON", error, in: text)
    }
  }

  private static func json(in text: String) -> String {
    var rest = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    while let open = rest.firstIndex(where: isFence) {
      let inside = rest[(open + 1)...]
      // Without a closing fence the answer was cut, or only its fence.
      let close = inside.firstIndex(where: isFence) ?? inside.endIndex
      if isForJSON(rest[open]) { return inside[..<close].joined(separator: "\n") }
      rest = inside[close...].dropFirst()
    }
    return text
  }

  private static func isFence(_ line: Substring) -> Bool {
    line.drop(while: \.isWhitespace).hasPrefix("```")
  }

  private static func isForJSON(_ fence: Substring) -> Bool {
    let language = fence.drop { $0.isWhitespace || $0 == "`" }
    return ["", "json"].contains(language.lowercased().filter { !$0.isWhitespace })
  }
}
