/// A difference between an answer and the documentation that did not stop the client.
///
/// A single one does no harm. Many of the same kind mean that the service has changed and the SDK
/// should follow.
public struct Drift: Sendable, Hashable, CustomStringConvertible {
  /// What the client did about the difference.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// The kind in words.
    public let description: String

    /// The client kept a value that the documentation does not list.
    public static let unknownValue = Kind(description: "unknown value")
    /// The client left out an optional member that it could not read.
    public static let unreadableMember = Kind(description: "unreadable member")
    /// The client left out an element of a list, or an entry of a dictionary, that it could not
    /// read.
    public static let skippedElement = Kind(description: "skipped element")
  }

  /// What the client did about the difference.
  public let kind: Kind

  /// The path in the answer, for example `data.videos[3].status`.
  public let path: String

  /// The JSON at that path, cut to 80 characters.
  public let excerpt: String

  /// Why the value does not fit the documentation.
  public let reason: String

  /// The whole difference in one line.
  public var description: String { "\(kind) at \(path): \(reason) in \(excerpt)" }

  /// Makes a difference, for tests and fakes.
  public init(_ kind: Kind, at path: String, excerpt: String, reason: String) {
    self.kind = kind
    self.path = path
    self.excerpt = excerpt
    self.reason = reason
  }

  init(_ kind: Kind, at path: [any CodingKey], value: JSONValue, reason: String) {
    self.kind = kind
    self.path = Self.text(of: path)
    self.reason = reason
    excerpt = value.text(limit: 80)
  }

  init(_ kind: Kind, at path: [any CodingKey], value: JSONValue, because error: any Error) {
    let failure = Self.context(of: error)
    let deeper = (failure?.codingPath ?? []).dropFirst(path.count)
    let place = deeper.isEmpty ? "" : Self.text(of: Array(deeper)) + ": "
    // Only the type of a foreign error appears, because its text could be of any length.
    let sentence = failure?.debugDescription ?? "\(type(of: error))"
    self.init(kind, at: path, value: value, reason: place + sentence)
  }

  private static func context(of error: any Error) -> DecodingError.Context? {
    switch error as? DecodingError {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      context
    default: nil
    }
  }

  private static func text(of path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue {
        text += "[\(index)]"
      } else if isPlain(key.stringValue) {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      } else {
        // The server chooses the keys of a dictionary, so they may be anything.
        text += "[\(JSONValue.string(key.stringValue).text(limit: 40))]"
      }
    }
    return text
  }

  private static func isPlain(_ name: String) -> Bool {
    name.utf8.count <= 40 && !name.isEmpty
      && name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }
}
