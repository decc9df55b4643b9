// Optional parameters: the client sends only those that are set.

extension [MemoriesRequest.Part] {
  /// Adds a text field, if there is a text.
  public mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Part(name, value)) }
  }

  /// Adds a file.
  public mutating func add(_ name: String, _ source: MediaSource) {
    append(MemoriesRequest.Part(name, source))
  }

  /// Adds the field for the scope, if there is one.
  public mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension [MemoriesRequest.Field] {
  /// Adds a field, if there is a text.
  public mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Field(name, value)) }
  }

  /// Adds the field for the scope, if there is one.
  public mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension MemoriesRequest.Body {
  /// Encodes a value as JSON, with the member for the scope beside its own members.
  public static func json(
    _ value: some Encodable, scope: LibraryScope?
  ) throws -> MemoriesRequest.Body {
    try .json(Scoped(content: value, scope: scope))
  }
}

/// A JSON body with the members of its content and, beside them, the scope.
private struct Scoped<Content: Encodable>: Encodable {
  let content: Content
  let scope: LibraryScope?

  private enum CodingKeys: String, CodingKey {
    case uniqueID = "unique_id"
    case folder = "folder_id"
  }

  func encode(to encoder: any Encoder) throws {
    try content.encode(to: encoder)
    var members = encoder.container(keyedBy: CodingKeys.self)
    switch scope {
    case .uniqueID(let name): try members.encode(name, forKey: .uniqueID)
    case .folder(let number): try members.encode(number, forKey: .folder)
    case nil: break
    }
  }
}
