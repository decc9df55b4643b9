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
