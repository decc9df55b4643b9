import Foundation

// What anybody may have posted.

extension JSONValue {
  /// Reads an object of at most so many bytes.
  init(posted body: Data, limit: Int) throws(UnreadablePost) {
    guard body.count <= limit else { throw .tooLarge(limit: limit) }
    do {
      self = try JSONParser.parse(body)
    } catch {
      throw .notJSON(reason: "\(error)")
    }
    guard case .object = self else { throw .notAnObject }
  }

  /// A member that is a word, or a number as its digits.
  func word(_ name: String) -> String? {
    switch self[name] {
    case .string(let text) where text != "null": text
    case .number(let number): number.text
    default: nil
    }
  }

  /// A member that is fit for an id. Whoever posts a forged callback chooses what it ends up as in
  /// a log.
  func identifier(_ name: String) -> String? {
    word(name).flatMap { text in
      (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        ? text : nil
    }
  }
}
