extension JSONValue: Codable {
  /// Decodes any value from any decoder.
  ///
  /// The value is exact if it comes from an answer of the service. Another decoder, such as
  /// `JSONDecoder`, does not give the text of numbers or the order of members; the members are then
  /// sorted by name.
  public init(from decoder: any Decoder) throws {
    if let decoder = decoder as? LenientDecoder {
      self = decoder.value
      return
    }
    if let container = try? decoder.container(keyedBy: Name.self) {
      let names = container.allKeys.sorted { $0.stringValue < $1.stringValue }
      self = .object(
        JSONValue.Object(
          try names.map { name in
            JSONValue.Object.Member(
              name: name.stringValue, value: try container.decode(JSONValue.self, forKey: name))
          }))
      return
    }
    if var container = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
      self = .array(elements)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? container.decode(Int64.self) {
      self = .number(JSONValue.Number(integer))
    } else if let integer = try? container.decode(UInt64.self) {
      self = .number(JSONValue.Number(integer))
    } else if let double = try? container.decode(Double.self),
      let number = JSONValue.Number("\(double)")
    {
      self = .number(number)
    } else {
      self = .string(try container.decode(String.self))
    }
  }

  /// Encodes the value. A number becomes a 64-bit integer if it is one, else a `Double`.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let bool): try bool.encode(to: encoder)
    case .number(let number):
      if let integer = Int64(number.text) {
        try integer.encode(to: encoder)
      } else if let integer = UInt64(number.text) {
        try integer.encode(to: encoder)
      } else if let double = double {
        try double.encode(to: encoder)
      } else {
        throw EncodingError.invalidValue(
          self,
          EncodingError.Context(
            codingPath: encoder.codingPath, debugDescription: "\(number.text) fits no Double"))
      }
    case .string(let string): try string.encode(to: encoder)
    case .array(let elements): try elements.encode(to: encoder)
    case .object(let object):
      var container = encoder.container(keyedBy: Name.self)
      // Goes backwards, so that the first of several members with one name stays, as in reading.
      for member in object.members.reversed() {
        try container.encode(member.value, forKey: Name(stringValue: member.name))
      }
    }
  }

  /// A coding key of any name.
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
