/// The header fields of an answer; names match in any case.
public struct ResponseHeaders: Sendable, Hashable {
  /// All fields, with lower-cased names.
  public let fields: [String: String]

  /// Makes headers from fields with names in any case.
  public init(_ fields: [String: String] = [:]) {
    self.fields = Dictionary(
      fields.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Makes headers from fields whose names are lower-cased already.
  init(lowercased fields: [String: String]) {
    self.fields = fields
  }

  /// The value of a field; nil if the answer had none of that name.
  public subscript(name: String) -> String? {
    fields[name.lowercased()]
  }
}
