import Foundation

/// The secret that a client proves itself with. Nothing that this package prints, throws, logs or
/// records ever shows it.
public struct APIKey: Sendable, Hashable {
  private let secret: String

  /// Takes a key, white space around it removed. Throws when nothing is left, or when it holds
  /// characters that no header may carry.
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

  /// Without children, so that `dump` and debuggers' summaries have nothing to show.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
