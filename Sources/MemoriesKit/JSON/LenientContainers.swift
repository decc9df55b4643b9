// The protocols of the standard library have one method for each scalar type. A generic method
// satisfies them all, and the compiler chooses between the two below. Inlining gives each scalar
// type its own fast copy; without it they are half as fast.

struct LenientKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: LenientDecoder
  let object: JSONValue.Object

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
    return try decoder.child(value, place.position).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    let (value, place) = try member(key)
    return try decoder.child(value, place.position).unkeyedContainer()
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
    return (value, LenientPlace(parent: decoder, position: .member(name)))
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

// A generic method will not do here: the standard library has more specific defaults for optional
// members, and they throw where the member should be skipped and noted.
extension LenientKeyedContainer {
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? {
    scalarIfPresent(type, key)
  }

  func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? {
    scalarIfPresent(type, key)
  }

  @inline(__always)
  private func scalarIfPresent<Scalar: LenientScalar>(_ type: Scalar.Type, _ key: Key) -> Scalar? {
    guard let (value, place) = memberIfPresent(key) else { return nil }
    return decoder.reading.readIfPresent(scalar: type, from: value, at: place)
  }
}

// Only types that ask for this container come here; `Array` decodes itself.
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
