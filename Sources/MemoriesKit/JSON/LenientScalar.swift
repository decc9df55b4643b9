import Foundation

/// A type that is read from one JSON value as a whole, by the rules of this service.
protocol LenientScalar: Decodable {
  /// Reads the value; `nil` if it cannot be meant as one of this type.
  init?(reading value: JSONValue)
}

// A text takes numbers and truth values as written: the same id comes as 568102998803353601 from
// one endpoint and as "568102998803353601" from another.
extension String: LenientScalar {
  init?(reading value: JSONValue) {
    switch value {
    case .string(let text): self = text
    case .number(let number): self = number.text
    case .bool(let bool): self = bool ? "true" : "false"
    case .null, .array, .object: return nil
    }
  }
}

// Flags have been seen only as true and false, but neighbouring services of the provider send 0
// and 1, and any of them may come in quotes.
extension Bool: LenientScalar {
  init?(reading value: JSONValue) {
    switch value.scalarText {
    case "true", "1": self = true
    case "false", "0": self = false
    default:
      if case .bool(let bool) = value { self = bool } else { return nil }
    }
  }
}

extension Double: LenientScalar {
  init?(reading value: JSONValue) {
    guard let double = value.lenientNumber?.double() else { return nil }
    self = double
  }
}

extension Float: LenientScalar {
  init?(reading value: JSONValue) {
    guard let float: Float = value.lenientNumber?.float() else { return nil }
    self = float
  }
}

// 38 digits, so that amounts of money are what the text says.
extension Decimal: LenientScalar {
  init?(reading value: JSONValue) {
    guard let decimal = value.lenientNumber?.decimal(), decimal.isFinite else { return nil }
    self = decimal
  }
}

// A date is a count of milliseconds, as a number or as digits in a text, where the operation does not
// say that it is one of seconds; or a text that says date, time and zone.
extension Date: LenientScalar {
  init?(reading value: JSONValue) {
    self.init(value, unitsPerSecond: 1000)
  }

  init?(seconds value: JSONValue) {
    self.init(value, unitsPerSecond: 1)
  }

  private init?(_ value: JSONValue, unitsPerSecond: Double) {
    if let count = Double(reading: value) {
      self.init(timeIntervalSince1970: count / unitsPerSecond)
    } else if case .string(let text) = value, let date = Self.written(text) {
      self = date
    } else {
      return nil
    }
  }

  private static func written(_ text: String) -> Date? {
    // Nothing longer is a date, and nothing else has a letter T there.
    guard (20...40).contains(text.utf8.count), text.utf8.dropFirst(10).first == UInt8(ascii: "T")
    else { return nil }
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    return try? Date(text, strategy: style)
  }
}

extension URL: LenientScalar {
  init?(reading value: JSONValue) {
    guard case .string(let text) = value else { return nil }
    self.init(string: text)
  }
}

extension JSONValue: LenientScalar {
  init?(reading value: JSONValue) {
    self = value
  }
}

/// The integers: a count is 12, "12" or 12.0, depending on the endpoint and the day.
protocol LenientInteger: LenientScalar, FixedWidthInteger {}

extension LenientInteger {
  init?(reading value: JSONValue) {
    guard let integer: Self = value.lenientNumber?.integer() else { return nil }
    self = integer
  }
}

extension Int: LenientInteger {}
extension Int8: LenientInteger {}
extension Int16: LenientInteger {}
extension Int32: LenientInteger {}
extension Int64: LenientInteger {}
extension UInt: LenientInteger {}
extension UInt8: LenientInteger {}
extension UInt16: LenientInteger {}
extension UInt32: LenientInteger {}
extension UInt64: LenientInteger {}

@available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
extension Int128: LenientInteger {}
@available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
extension UInt128: LenientInteger {}

extension JSONValue {
  fileprivate var scalarText: String? {
    switch self {
    case .string(let text): text
    case .number(let number): number.text
    case .null, .bool, .array, .object: nil
    }
  }

  fileprivate var lenientNumber: LenientNumber? { scalarText.flatMap(LenientNumber.init) }

  /// Whether an optional of that type is absent here.
  ///
  /// The service writes what it does not know as `null`, as the text `"null"` or as an empty
  /// text. Only in a text can the empty one be meant; and who asks for the raw value gets it.
  func isAbsent<Value>(as type: Value.Type) -> Bool {
    switch self {
    case .null: true
    case .string(let text):
      if text.isEmpty {
        type != String.self && type != JSONValue.self
      } else {
        text == "null" && type != JSONValue.self
      }
    case .bool, .number, .array, .object: false
    }
  }
}
