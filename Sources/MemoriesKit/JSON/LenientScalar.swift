import Foundation

/// A type that is decoded from one JSON value, by the rules for this service.
protocol LenientScalar: Decodable {
  /// Decodes the value; nil if it cannot be one of this type.
  init?(reading value: JSONValue)
}

// A string accepts numbers and Booleans as written: the same id is 568102998803353601 from one
// endpoint and "568102998803353601" from another.
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

// The service has sent flags only as true and false. But other services of the provider send 0 and
// 1, and any of them may come in quotes.
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

// A `Decimal` has 38 digits, so amounts of money are exactly what the text says.
extension Decimal: LenientScalar {
  init?(reading value: JSONValue) {
    guard let decimal = value.lenientNumber?.decimal(), decimal.isFinite else { return nil }
    self = decimal
  }
}

// A date is a number of milliseconds, or of seconds where the operation says so, also as text; or a
// text with date, time and zone.
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
    } else if case .string(let text) = value, let date = ISODate.date(text) {
      self = date
    } else {
      return nil
    }
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

/// An integer: a count is 12, "12" or 12.0, depending on the endpoint and the day.
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

  /// Whether an optional of that type is nil for this value.
  ///
  /// The service writes an unknown value as `null`, as the text `"null"` or as an empty text. An
  /// empty text can be a value only for a `String`. A `JSONValue` gets the raw value.
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
