// Optional parameters: what is not set is not sent.

extension [MemoriesRequest.Part] {
  /// Adds a text field, where there is a text.
  public mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Part(name, value)) }
  }

  /// Adds a file.
  public mutating func add(_ name: String, _ source: MediaSource) {
    append(MemoriesRequest.Part(name, source))
  }

  /// Adds the field that names a part of the library, where there is one.
  public mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension [MemoriesRequest.Field] {
  /// Adds a field, where there is a text.
  public mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Field(name, value)) }
  }

  /// Adds the field that names a part of the library, where there is one.
  public mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}
