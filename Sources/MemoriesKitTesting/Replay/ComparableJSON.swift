import Foundation

/// JSON as a value for comparison: the order of members does not count, and numbers are equal when
/// their values are, whatever their spelling.
enum ComparableJSON: Decodable, Hashable {
  case null
  case bool(Bool)
  case number(Decimal)
  case string(String)
  case array([ComparableJSON])
  case object([String: ComparableJSON])

  init?(_ data: Data) {
    guard let value = try? JSONDecoder().decode(ComparableJSON.self, from: data) else {
      return nil
    }
    self = value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let array = try? container.decode([ComparableJSON].self) {
      self = .array(array)
    } else if let object = try? container.decode([String: ComparableJSON].self) {
      self = .object(object)
    } else {
      self = .number(try container.decode(Decimal.self))
    }
  }

  /// The first difference with both values; nil if the two are equal.
  static func difference(
    asked: ComparableJSON?, recorded: ComparableJSON?, at path: String = "$"
  ) -> String? {
    if asked == recorded { return nil }
    switch (asked, recorded) {
    case (.object(let asked), .object(let recorded)):
      for key in Set(asked.keys).union(recorded.keys).sorted() {
        if let difference = difference(
          asked: asked[key], recorded: recorded[key], at: "\(path).\(key)")
        {
          return difference
        }
      }
      return nil
    case (.array(let asked), .array(let recorded)) where asked.count == recorded.count:
      for (index, pair) in zip(asked, recorded).enumerated() {
        if let difference = difference(
          asked: pair.0, recorded: pair.1, at: "\(path)[\(index)]")
        {
          return difference
        }
      }
      return nil
    default:
      return "JSON \(path): asked \(asked?.brief ?? "nothing"), "
        + "recorded \(recorded?.brief ?? "nothing")"
    }
  }

  private var brief: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): "\(number)"
    case .string(let string): "\"\(string.prefix(80))\""
    case .array(let array): "an array of \(array.count)"
    case .object(let object): "an object of \(object.keys.sorted().prefix(10))"
    }
  }
}
