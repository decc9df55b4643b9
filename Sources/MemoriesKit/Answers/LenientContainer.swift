// The protocols of the standard library ask for one method per scalar type. A generic method
// meets all of these demands at once; which of the two below is chosen, the compiler decides.
// Inlining makes each scalar type its own fast copy: left generic, they are half as fast.

struct LenientKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: LenientDecoder
  let object: JSONObject

  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] {
    var seen: Set<String> = []
    return object.members.compactMap { member in
      seen.insert(member.name).inserted ? Key(stringValue: member.name) : nil
    }
  }

  func contains(_ key: Key) -> Bool {
    object.position(of: key.stringValue) != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    object[key.stringValue]?.isAbsent(as: Any.self) ?? true
  }

  @inline(__always)
  func decode<Scalar: LenientScalar>(_ type: Scalar.Type, forKey key: Key) throws -> Scalar {
    let (value, place) = try member(key)
    return try decoder.reading.read(scalar: type, from: value, at: place)
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let (value, place) = try member(key)
    let reading = decoder.reading
    return try reading.read(type, from: value, at: place, kind: reading.kind(of: type))
  }

  @inline(__always)
  func decodeIfPresent<Scalar: LenientScalar>(
    _ type: Scalar.Type, forKey key: Key
  ) throws -> Scalar? {
    guard let (value, place) = memberIfPresent(key) else { return nil }
    return decoder.reading.readIfPresent(scalar: type, from: value, at: place)
  }

  func decodeIfPresent<Value: Decodable>(
    _ type: Value.Type, forKey key: Key
  ) throws -> Value? {
    guard let (value, place) = memberIfPresent(key) else { return nil }
    return decoder.reading.readIfPresent(type, from: value, at: place)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    let (value, place) = try member(key)
    return try decoder.child(value, place.step).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    let (value, place) = try member(key)
    return try decoder.child(value, place.step).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    decoder.child(object["super"] ?? .null, .member("super"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    decoder.child(object[key.stringValue] ?? .null, .member(key.stringValue))
  }

  @inline(__always)
  private func memberIfPresent(_ key: Key) -> (JSONValue, LenientPlace)? {
    let name = key.stringValue
    guard let value = decoder.member(name, of: object) else { return nil }
    return (value, LenientPlace(parent: decoder, step: .member(name)))
  }

  @inline(__always)
  private func member(_ key: Key) throws -> (JSONValue, LenientPlace) {
    if let found = memberIfPresent(key) { return found }
    throw DecodingError.keyNotFound(
      key,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "no member \(key.stringValue)"))
  }
}

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

  mutating func decodeIfPresent<Value: Decodable>(_ type: Value.Type) throws -> Value? {
    if isAtEnd { return nil }
    let (value, place) = try element(type)
    currentIndex += 1
    return decoder.reading.readIfPresent(type, from: value, at: place)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    let (value, place) = try element([String: Any].self)
    let container = try decoder.child(value, place.step).container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let (value, place) = try element([Any].self)
    let container = try decoder.child(value, place.step).unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let (value, place) = try element((any Decoder).self)
    currentIndex += 1
    return decoder.child(value, place.step)
  }

  private func element(_ type: Any.Type) throws -> (JSONValue, LenientPlace) {
    let place = LenientPlace(parent: decoder, step: .index(currentIndex))
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

struct LenientSingleValueContainer: SingleValueDecodingContainer {
  let decoder: LenientDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool {
    decoder.value.isAbsent(as: Any.self)
  }

  @inline(__always)
  func decode<Scalar: LenientScalar>(_ type: Scalar.Type) throws -> Scalar {
    try decoder.reading.read(scalar: type, from: decoder.value, at: decoder.place)
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let reading = decoder.reading
    return try reading.read(
      type, from: decoder.value, at: decoder.place, kind: reading.kind(of: type))
  }
}
