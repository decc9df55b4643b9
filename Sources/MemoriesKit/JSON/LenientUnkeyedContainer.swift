// Only types that ask for this container themselves come here: `Array` has its own way.
struct LenientUnkeyedContainer: UnkeyedDecodingContainer {
  let decoder: LenientDecoder
  let elements: [JSONValue]
  private(set) var currentIndex = 0

  init(decoder: LenientDecoder, elements: [JSONValue]) {
    self.decoder = decoder
    self.elements = elements
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    let isAbsent = try element(Any?.self).0.isAbsent(as: Any.self)
    if isAbsent { currentIndex += 1 }
    return isAbsent
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let (value, place) = try element(type)
    let reading = decoder.reading
    let result = try reading.read(type, from: value, at: place, kind: reading.kind(of: type))
    currentIndex += 1
    return result
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    let (value, place) = try element([String: Any].self)
    let container = try decoder.child(value, place.position).container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let (value, place) = try element([Any].self)
    let container = try decoder.child(value, place.position).unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let (value, place) = try element((any Decoder).self)
    currentIndex += 1
    return decoder.child(value, place.position)
  }

  private func element(_ type: Any.Type) throws -> (JSONValue, LenientPlace) {
    let place = LenientPlace(parent: decoder, position: .index(currentIndex))
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        type,
        DecodingError.Context(
          codingPath: decoder.reading.codingPath(of: place),
          debugDescription: "only \(elements.count) elements"))
    }
    return (elements[currentIndex], place)
  }
}
