import Foundation

/// The API key of a client. Nothing that this package prints, throws, logs or records ever shows
/// it.
public struct APIKey: Sendable, Hashable {
  private let secret: String

  /// Makes a key, without white space around it. Throws when nothing is left, or when it contains
  /// characters that no header may have.
  public init(_ text: String) throws {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else {
      throw MemoriesError(.notConfigured, .notSent, "the API key is empty")
    }
    guard trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw MemoriesError(
        .notConfigured, .notSent, "the API key holds a character that cannot be sent")
    }
    secret = trimmed
  }

  /// The `Authorization` header: the bare key, without a scheme before it.
  var header: String { secret }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says only that there is a key.
  public var description: String { "[API key]" }

  /// Says only that there is a key.
  public var debugDescription: String { description }

  /// The mirror has no children, so `dump` and debuggers have nothing to show.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
