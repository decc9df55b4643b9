import Foundation

/// Decimal text such as `-12.50e3`, parsed exactly.
///
/// Numbers and texts with digits are read alike. Leading zeros are valid here, because a text may
/// have them.
struct LenientNumber {
  private let text: String
  private var isNegative = false
  /// The digits without leading and trailing zeros; nil if they exceed 64 bits.
  private var significand: UInt64? = 0
  /// The power of ten by which to multiply the significand.
  private var exponent = 0

  init?(_ text: String) {
    self.text = text
    let parsed = text.utf8.withContiguousStorageIfAvailable { parse($0) } ?? parse(Array(text.utf8))
    guard parsed else { return nil }
  }

  /// The number, if it is whole and fits.
  func integer<Integer: FixedWidthInteger>() -> Integer? {
    guard var magnitude = significand else { return Integer(text) }
    if magnitude == 0 { return 0 }
    guard exponent >= 0 else { return nil }
    for _ in 0..<min(exponent, 20) {
      let product = magnitude.multipliedReportingOverflow(by: 10)
      if product.overflow { return Integer(text) }
      magnitude = product.partialValue
    }
    guard isNegative else { return Integer(exactly: magnitude) }
    guard magnitude <= Int64.min.magnitude else { return Integer(text) }
    return Integer(exactly: Int64(truncatingIfNeeded: 0 &- magnitude))
  }

  /// The nearest number, if it is finite.
  func float<Value: BinaryFloatingPoint & LosslessStringConvertible>() -> Value? {
    guard let value = Value(text), value.isFinite else { return nil }
    return value
  }

  /// The nearest `Double`, if it is finite.
  func double() -> Double? {
    // Both operands are exact here, so one division or multiplication rounds correctly. The general
    // conversion is much slower.
    if let significand, significand < 1 << 53, abs(exponent) < Self.powersOfTen.count {
      let power = Self.powersOfTen[abs(exponent)]
      let magnitude = exponent < 0 ? Double(significand) / power : Double(significand) * power
      return isNegative ? -magnitude : magnitude
    }
    return float()
  }

  /// The number with up to 38 digits.
  func decimal() -> Decimal? {
    Decimal(string: text)
  }

  /// The powers of ten that a `Double` holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private mutating func parse(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    var rest = bytes[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    // Counts zeros until another digit follows, so that trailing zeros only change the exponent.
    var zeros = 0
    guard take(digitsOf: &rest, zeros: &zeros) > 0 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let count = take(digitsOf: &rest, zeros: &zeros)
      guard count > 0 else { return false }
      exponent -= count
    }
    exponent += zeros
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      guard let scale = Self.scale(rest) else { return false }
      exponent += scale
      rest = rest[rest.endIndex...]
    }
    return rest.isEmpty
  }

  private mutating func take<Bytes: Collection<UInt8>>(
    digitsOf rest: inout Bytes, zeros: inout Int
  ) -> Int where Bytes.SubSequence == Bytes {
    var count = 0
    while let byte = rest.first, byte &- UInt8(ascii: "0") < 10 {
      let digit = byte - UInt8(ascii: "0")
      count += 1
      rest.removeFirst()
      if digit == 0 {
        zeros += 1
      } else {
        for _ in 0..<zeros where significand != nil { multiply(adding: 0) }
        multiply(adding: digit)
        zeros = 0
      }
    }
    return count
  }

  private mutating func multiply(adding digit: UInt8) {
    guard let old = significand else { return }
    let product = old.multipliedReportingOverflow(by: 10)
    let sum = product.partialValue.addingReportingOverflow(UInt64(digit))
    significand = product.overflow || sum.overflow ? nil : sum.partialValue
  }

  private static func scale(_ bytes: some Collection<UInt8>) -> Int? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    guard !digits.isEmpty else { return nil }
    var scale = 0
    for byte in digits {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      // A larger exponent makes no difference, with any number of digits that fits in memory.
      scale = min(scale * 10 + Int(byte - UInt8(ascii: "0")), 1 << 48)
    }
    return isNegative ? -scale : scale
  }
}
