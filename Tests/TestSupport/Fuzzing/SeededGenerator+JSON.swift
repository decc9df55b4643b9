import MemoriesKit

extension SeededGenerator {
  /// The value after a few changes that a service could make without notice, or a bug of it:
  /// other types, other casing, members that are renamed, missing or there twice, deep nesting.
  package mutating func mutated(_ value: JSONValue) -> JSONValue {
    (0..<number(in: 1...4)).reduce(value) { value, _ in changed(value) }
  }

  private mutating func changed(_ value: JSONValue) -> JSONValue {
    if isOne(of: 8) { return other(than: value) }
    switch value {
    case .object(let object) where !object.members.isEmpty:
      var members = object.members
      let place = number(in: 0...members.count - 1)
      let member = members[place]
      switch number(in: 0...9) {
      case 0:
        members.remove(at: place)
      case 1:
        let twin = JSONValue.Object.Member(
          name: respelled(member.name), value: other(than: member.value))
        members.insert(twin, at: number(in: 0...members.count))
      case 2:
        members[place] = JSONValue.Object.Member(name: text(upTo: 3), value: member.value)
      case 3:
        members[place] = JSONValue.Object.Member(name: respelled(member.name), value: member.value)
      default:
        members[place] = JSONValue.Object.Member(name: member.name, value: changed(member.value))
      }
      return .object(JSONValue.Object(members))
    case .array(var elements) where !elements.isEmpty:
      let place = number(in: 0...elements.count - 1)
      switch number(in: 0...4) {
      case 0: elements.remove(at: place)
      case 1: elements.insert(other(than: elements[place]), at: place)
      case 2: elements += Array(repeating: elements[place], count: length(upTo: 200))
      default: elements[place] = changed(elements[place])
      }
      return .array(elements)
    default:
      return other(than: value)
    }
  }

  private mutating func other(than value: JSONValue) -> JSONValue {
    switch number(in: 0...12) {
    case 0: return .null
    case 1: return .string("null")
    case 2: return .string("")
    case 3: return .bool(isOne(of: 2))
    case 4: return .number(number())
    case 5: return .string(number().text)
    case 6: return .string(text())
    case 7: return .array([])
    case 8: return .object(JSONValue.Object())
    case 9: return .array([value, .null, value])
    case 10: return .object(JSONValue.Object([JSONValue.Object.Member(name: word(), value: value)]))
    default: return nested(value)
    }
  }

  private mutating func nested(_ value: JSONValue) -> JSONValue {
    // Beyond the parser's limit too, but rarely, because nothing behind the parser sees that.
    let depth = isOne(of: 4) ? number(in: 100...200) : number(in: 1...60)
    let isList = isOne(of: 2)
    return (0..<depth).reduce(value) { value, _ in
      isList
        ? .array([value])
        : .object(JSONValue.Object([JSONValue.Object.Member(name: "a", value: value)]))
    }
  }

  /// A number, often one at or beyond the edge of what a type holds.
  package mutating func number() -> JSONValue.Number {
    if isOne(of: 3) { return JSONValue.Number(Int64.random(in: .min ... .max, using: &self)) }
    if isOne(of: 3) { return JSONValue.Number(number(in: -1000...1000)) }
    if isOne(of: 3) {
      let digits = String(repeating: pick(["0", "1", "9"]), count: length(upTo: 400))
      return JSONValue.Number("\(pick(["", "-"]))1\(digits).\(digits)5e\(number(in: -500...500))")
        ?? JSONValue.Number(0)
    }
    return JSONValue.Number(pick(Self.edges)) ?? JSONValue.Number(0)
  }

  private static let edges = [
    "-0", "0.0", "-0.0e0", "1e400", "-1e400", "1e-400", "1e308", "-1.7976931348623157e308",
    "4.9e-324", "9007199254740993", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
    "1e99999999999999999999", "1E-99999999999999999999", "0.1", "12.0", "1.5e1", "123456789e-9",
    "1e18", "1e19", "253402300800000", "-62135596800001", "8.64e15", "1e300",
  ]

  /// The name in another casing, which means the same to the SDK.
  package mutating func respelled(_ name: String) -> String {
    var spelled = ""
    for letter in name where letter != "_" {
      if isOne(of: 6) { spelled += "_" }
      spelled += isOne(of: 3) ? letter.uppercased() : String(letter)
    }
    return spelled + (isOne(of: 8) ? "_" : "")
  }
}
