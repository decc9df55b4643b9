// Optional parameters: what is not set is not sent.

extension [FormPart] {
  mutating func add(_ name: String, _ value: String?) {
    if let value { append(FormPart(name, value)) }
  }

  mutating func add(_ name: String, _ source: MediaSource) {
    append(FormPart(name, source))
  }

  mutating func add(_ scope: Scope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}

extension [FormField] {
  mutating func add(_ name: String, _ value: String?) {
    if let value { append(FormField(name, value)) }
  }

  mutating func add(_ scope: Scope?) {
    add(scope?.fieldName ?? "", scope?.fieldValue)
  }
}
