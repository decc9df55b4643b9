/// Decodes `Decodable` types from the JSON of this service.
///
/// Models are plain structs. The decoder handles the oddities of the answers: names in two casings
/// (`JSONValue.Object`), numbers as text (`LenientScalar`), several forms of absence
/// (`JSONValue.isAbsent`), broken elements (`LenientCollection`), new words (`LenientReading`).
final class LenientDecoder: Decoder {
  /// Decodes a value.
  ///
  /// - Parameters:
  ///   - path: The path of the value in the answer, as a prefix for errors and drift.
  ///   - drift: Collects what the decoder had to skip.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from value: JSONValue, at path: [String] = [],
    options: LenientReading.Options = LenientReading.Options(), drift: DriftLog
  ) throws -> Value {
    let reading = LenientReading(path: path, options: options, drift: drift)
    let root = LenientPlace(parent: nil, position: .start)
    return try reading.read(type, from: value, at: root, kind: reading.kind(of: type))
  }

  let value: JSONValue
  let place: LenientPlace
  let reading: LenientReading

  init(value: JSONValue, place: LenientPlace, reading: LenientReading) {
    self.value = value
    self.place = place
    self.reading = reading
  }

  var codingPath: [any CodingKey] { reading.codingPath(of: place) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else {
      throw reading.mismatch([String: Any].self, value, at: place)
    }
    return KeyedDecodingContainer(LenientKeyedContainer(decoder: self, object: object))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else {
      throw reading.mismatch([Any].self, value, at: place)
    }
    return LenientUnkeyedContainer(decoder: self, elements: elements)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    LenientSingleValueContainer(decoder: self)
  }

  // Speeds up a type that asks for all keys, which would search a large object once for each.
  private lazy var index: [String: JSONValue] = {
    guard case .object(let object) = value else { return [:] }
    let present = object.members.lazy.filter { $0.value != .null }
    return Dictionary(present.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }()

  func member(_ name: String, of object: JSONValue.Object) -> JSONValue? {
    if object.members.count > 64, let value = index[name] { return value }
    return object[name]
  }

  func child(_ value: JSONValue, _ position: LenientPlace.Position) -> LenientDecoder {
    LenientDecoder(
      value: value, place: LenientPlace(parent: self, position: position), reading: reading)
  }
}

/// The place of a value. It becomes a coding path only when somebody asks for one.
struct LenientPlace {
  enum Position {
    case start
    case member(String)
    /// A key of a dictionary, which is content and no name.
    case entry(String)
    case index(Int)
  }

  let parent: LenientDecoder?
  let position: Position

  var keys: [any CodingKey] {
    let before = parent?.place.keys ?? []
    return switch position {
    case .start: before
    case .member(let name), .entry(let name): before + [LenientKey(stringValue: name)]
    case .index(let index): before + [LenientKey(intValue: index)]
    }
  }
}

/// One key of a coding path.
struct LenientKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = "Index \(intValue)"
    self.intValue = intValue
  }
}
