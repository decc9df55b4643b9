import Foundation

extension Sandbox {
  /// A name with a value: a header, a query item or a form field.
  public struct Field: Sendable, Hashable {
    /// The name as it was written.
    public var name: String
    /// The value, decoded.
    public var value: String

    /// Creates a field.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Header fields in order; names match in any case.
  public struct Headers: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// Every field, in order, repeated ones included.
    public private(set) var fields: [Field] = []

    /// Creates headers from pairs.
    public init(dictionaryLiteral elements: (String, String)...) {
      fields = elements.map { Field($0.0, $0.1) }
    }

    /// The first value of a header. Setting it replaces all values; nil removes them.
    public subscript(name: String) -> String? {
      get { values(name).first }
      set {
        fields.removeAll { Self.isSame($0.name, name) }
        if let newValue { fields.append(Field(name, newValue)) }
      }
    }

    /// All values of a header.
    public func values(_ name: String) -> [String] {
      fields.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// Adds a field, even if the name exists.
    public mutating func append(_ field: Field) {
      fields.append(field)
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
      one.lowercased() == other.lowercased()
    }
  }
}

extension [Sandbox.Field] {
  /// The first value of that name.
  public func value(of name: String) -> String? {
    first { $0.name == name }?.value
  }
}
