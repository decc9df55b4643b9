// Optional parameters: what is not set is not sent.

extension [MemoriesRequest.Part] {
  mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Part(name, value)) }
  }

  mutating func add(_ name: String, _ source: MediaSource) {
    append(MemoriesRequest.Part(name, source))
  }

  mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension [MemoriesRequest.Field] {
  mutating func add(_ name: String, _ value: String?) {
    if let value { append(MemoriesRequest.Field(name, value)) }
  }

  mutating func add(_ scope: LibraryScope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}
