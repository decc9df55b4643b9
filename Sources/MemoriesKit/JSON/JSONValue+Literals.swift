// A JSON value is written in Swift almost as it is in JSON: `["name": "a", "tags": [1, .null]]`.

extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Makes a number.
  public init(integerLiteral value: Int) { self = .number(Number(value)) }

  /// Makes a text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Makes a list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Makes an object whose members keep their order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Object(elements.map { Object.Member(name: $0.0, value: $0.1) }))
  }
}
