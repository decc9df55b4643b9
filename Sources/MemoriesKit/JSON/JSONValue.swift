import Foundation

/// Any JSON value, exactly as the service wrote it.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, with its original text.
  case number(JSONValue.Number)
  /// A string.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Named values in their original order.
  case object(JSONValue.Object)
}

extension JSONValue {
  /// Decodes a model as the client decodes answers: either casing, numbers as text, missing
  /// members. Use it in tests to make a ``VisualSearch/VideoMetadata`` or a clip without a call.
  public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try LenientDecoder.decode(type, from: self, drift: DriftLog())
  }

  /// Parses JSON in UTF-8, strictly by RFC 8259.
  public init(parsing data: Data) throws {
    self = try JSONParser.parse(data)
  }

  /// Parses JSON text, strictly by RFC 8259.
  public init(parsing text: String) throws {
    self = try JSONParser.parse(text)
  }
}

// The service sends the same field as a number today and as text tomorrow. So these accessors
// return the meaning of a value, by the rules for models.
extension JSONValue {
  /// Whether the value is `null`; the text `"null"` is not.
  public var isNull: Bool { self == .null }

  /// The value as a 64-bit integer, if it is a whole number or the text of one.
  public var int64: Int64? { Int64(reading: self) }

  /// The value as a floating-point number, if it is a finite number or the text of one.
  public var double: Double? { Double(reading: self) }

  /// The value as text: a string itself, or the text of a number, `true` or `false`.
  public var string: String? { String(reading: self) }

  /// The value as a Boolean: `true`, `false`, 0, 1 or the text of one of these.
  public var bool: Bool? { Bool(reading: self) }

  /// The elements, if this is an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, if this is an object.
  public var object: JSONValue.Object? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The member with that name, in any casing; nil if there is none or the value is no object.
  public subscript(name: String) -> JSONValue? { object?[name] }

  /// The element at that index; nil if there is none or the value is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
