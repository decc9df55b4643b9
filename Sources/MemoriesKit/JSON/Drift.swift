/// Something in an answer that differs from the documentation and was passed over.
///
/// A single note costs nothing; many of the same kind mean that the service has changed and the
/// SDK should follow.
public struct Drift: Sendable, Hashable, CustomStringConvertible {
  /// What was done about it.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// The kind in words.
    public let description: String

    /// A word outside the documented vocabulary was kept as it is.
    public static let unknownValue = Kind(description: "unknown value")
    /// An optional member could not be read and was left out.
    public static let unreadableMember = Kind(description: "unreadable member")
    /// An element of a list, or an entry of a dictionary, could not be read and was left out.
    public static let skippedElement = Kind(description: "skipped element")
  }

  /// What was done about it.
  public let kind: Kind

  /// Where it stands, for example `data.videos[3].status`.
  public let path: String

  /// What stands there as JSON, cut to 80 characters.
  public let excerpt: String

  /// Why it could not be taken as documented.
  public let reason: String

  /// Everything in one line.
  public var description: String { "\(kind) at \(path): \(reason) in \(excerpt)" }

  /// A note of your own making, for tests and fakes.
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
    // An error of a foreign type is named only: what it would print is not ours to bound.
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
        // A key of a dictionary is the server's choice and may be anything.
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
