import Foundation

/// Parses JSON (RFC 8259) in UTF-8, strictly, in one pass and in linear time.
///
/// Foundation's parsers do not serve here. `JSONSerialization` rounds ids beyond 2^53 and loses the
/// order of members; `JSONDecoder` hides both, and reads only what a model names. A page of 1,000 clips
/// took this parser and the lenient decoder 0.98 ms, the same decoder on `JSONSerialization` 6.96, and
/// strict structs on `JSONDecoder` 2.31 (Swift 6.3, Linux, x86-64).
struct JSONParser: ~Copyable {
  /// The deepest nesting: deep enough for any honest answer, shallow enough for the stack of any
  /// thread.
  static let maximumDepth = 128
  /// The largest number of values: more than any honest answer has. So many small ones take about
  /// 250 MB, however they are nested.
  static let maximumValueCount = 4_000_000

  /// Parses the one value in the bytes; a byte order mark may come before it.
  static func parse(
    _ data: Data, maximumValueCount: Int = maximumValueCount
  ) throws(JSONValue.SyntaxError) -> JSONValue {
    try data.withUnsafeBytes { (buffer) -> Result<JSONValue, JSONValue.SyntaxError> in
      result(of: buffer.bindMemory(to: UInt8.self), maximumValueCount)
    }.get()
  }

  /// Parses the one value in the text.
  static func parse(_ text: String) throws(JSONValue.SyntaxError) -> JSONValue {
    var text = text
    return try text.withUTF8 { result(of: $0, maximumValueCount) }.get()
  }

  private static func result(
    of bytes: UnsafeBufferPointer<UInt8>, _ maximumValueCount: Int
  ) -> Result<JSONValue, JSONValue.SyntaxError> {
    var parser = JSONParser(scanner: JSONScanner(bytes), remainingValues: maximumValueCount)
    do throws(JSONValue.SyntaxError) {
      return .success(try parser.document())
    } catch {
      return .failure(error)
    }
  }

  private var scanner: JSONScanner
  private var depth = 0
  private var remainingValues: Int
  // The objects of a list have the same members, so the size of the last one saves reallocations.
  private var expectedMembers = 0

  private init(scanner: JSONScanner, remainingValues: Int) {
    self.scanner = scanner
    self.remainingValues = remainingValues
  }

  private mutating func document() throws(JSONValue.SyntaxError) -> JSONValue {
    scanner.skipByteOrderMark()
    scanner.skipSpace()
    let value = try value()
    scanner.skipSpace()
    guard scanner.isAtEnd else { throw scanner.failure(.trailingContent) }
    return value
  }

  private mutating func value() throws(JSONValue.SyntaxError) -> JSONValue {
    guard let first = scanner.next else { throw scanner.failure(.unexpectedEnd) }
    guard remainingValues > 0 else { throw scanner.failure(.tooMany) }
    remainingValues -= 1
    switch first {
    case UInt8(ascii: "\""): return .string(try scanner.string())
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(JSONValue.Number(checked: try scanner.number()))
    case UInt8(ascii: "t"):
      try scanner.expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try scanner.expect("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try scanner.expect("null")
      return .null
    default: throw scanner.failure(.unexpectedByte)
    }
  }

  private mutating func array() throws(JSONValue.SyntaxError) -> [JSONValue] {
    try open()
    var elements: [JSONValue] = []
    if scanner.skip(UInt8(ascii: "]")) { return close(elements) }
    while true {
      elements.append(try value())
      scanner.skipSpace()
      if scanner.skip(UInt8(ascii: "]")) { return close(elements) }
      try scanner.expect(UInt8(ascii: ","))
      scanner.skipSpace()
    }
  }

  private mutating func object() throws(JSONValue.SyntaxError) -> JSONValue.Object {
    try open()
    var members: [JSONValue.Object.Member] = []
    if scanner.skip(UInt8(ascii: "}")) { return close(JSONValue.Object()) }
    members.reserveCapacity(expectedMembers)
    // A nested object is no neighbour in a list. Otherwise many small objects would each reserve
    // the room of a large one.
    expectedMembers = 0
    while true {
      guard scanner.next == UInt8(ascii: "\"") else { throw scanner.unexpectedInput() }
      let name = try scanner.string()
      scanner.skipSpace()
      try scanner.expect(UInt8(ascii: ":"))
      scanner.skipSpace()
      members.append(JSONValue.Object.Member(name: name, value: try value()))
      scanner.skipSpace()
      if scanner.skip(UInt8(ascii: "}")) { break }
      try scanner.expect(UInt8(ascii: ","))
      scanner.skipSpace()
    }
    // The limit keeps one large object from making many small ones wasteful.
    expectedMembers = min(members.count, 32)
    return close(JSONValue.Object(members))
  }

  private mutating func open() throws(JSONValue.SyntaxError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw scanner.failure(.tooDeep) }
    scanner.advance()
    scanner.skipSpace()
  }

  private mutating func close<Value>(_ value: Value) -> Value {
    depth -= 1
    return value
  }
}
