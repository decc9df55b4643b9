import Foundation

/// Any JSON value, kept exactly as the service wrote it.
public enum JSONValue: Sendable, Hashable {
  /// The word `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, kept as its literal text.
  case number(JSONValue.Number)
  /// A text.
  case string(String)
  /// Values in a row.
  case array([JSONValue])
  /// Named values, in the order of the wire.
  case object(JSONValue.Object)
}

extension JSONValue {
  /// Reads a model from the value the way the client reads answers: either casing, numbers as text,
  /// missing members. For tests that want a ``VisualSearch/VideoMetadata`` or a clip without a call.
  public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try LenientDecoder.decode(type, from: self, drift: DriftLog())
  }

  /// Reads JSON text in UTF-8, strictly by RFC 8259.
  public init(parsing data: Data) throws {
    self = try JSONParser.parse(data)
  }

  /// Reads JSON text, strictly by RFC 8259.
  public init(parsing text: String) throws {
    self = try JSONParser.parse(text)
  }
}

// The service sends the same field as a number today and as digits in a text tomorrow. These
// accessors therefore read what a value means, by the rules that also fill the models.
extension JSONValue {
  /// Whether this is the word `null`; the text `"null"` is not.
  public var isNull: Bool { self == .null }

  /// The value as a 64-bit integer, if it is a whole number or the text of one.
  public var int64: Int64? { Int64(reading: self) }

  /// The value as a floating-point number, if it is a finite number or the text of one.
  public var double: Double? { Double(reading: self) }

  /// The value as text: a text itself, or the literal of a number, `true` or `false`.
  public var string: String? { String(reading: self) }

  /// The value as a truth value: `true`, `false`, 0, 1 or the text of one of these.
  public var bool: Bool? { Bool(reading: self) }

  /// The elements, if this is an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, if this is an object.
  public var object: JSONValue.Object? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The member of that name, whatever its casing; `nil` if there is none or this is no object.
  public subscript(name: String) -> JSONValue? { object?[name] }

  /// The element at that place; `nil` if there is none or this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
