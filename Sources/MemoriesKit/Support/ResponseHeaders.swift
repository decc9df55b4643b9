/// The header fields of an answer, found by name in any case.
public struct ResponseHeaders: Sendable, Hashable {
  /// All fields, with lower-cased names.
  public let fields: [String: String]

  /// Takes fields with names in any case.
  public init(_ fields: [String: String] = [:]) {
    self.fields = Dictionary(
      fields.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a field, or nil when the answer had none of that name.
  public subscript(name: String) -> String? {
    fields[name.lowercased()]
  }
}
