import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: text is a number exactly if it is decimal digits with an optional sign, fraction and
// exponent; its value is the one that the standard library reads, and an integer is never rounded.
final class NumberFuzzTests: XCTestCase {
  func testNumbersMeanWhatTheStandardLibraryReads() throws {
    let form = /-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/
    try FuzzRun("numbers", cases: 2000).check { generator in
      let text = generator.numeral()
      let number = LenientNumber(text)
      try require((number != nil) == (text.wholeMatch(of: form) != nil), "\(text) is misjudged")
      guard let number else { return }

      let expected = Double(text).flatMap { $0.isFinite ? $0 : nil }
      try require(number.double()?.bitPattern == expected?.bitPattern, "\(text) as Double")
      let integer: Int64? = number.integer()
      if let integer {
        // Nothing exact can be told of what is beyond even this type.
        let exact = Decimal(string: text).map { $0 == Decimal(string: "\(integer)") }
        try require(exact != false, "\(text) was rounded to \(integer)")
      } else if let plain = Int64(text) {
        throw FuzzFailure(description: "\(plain) is no integer")
      }
      let narrow: Int8? = number.integer()
      try require(narrow == integer.flatMap { Int8(exactly: $0) }, "\(text) as Int8")
      let unsigned: UInt64? = number.integer()
      try require(unsigned == UInt64(text) ?? unsigned, "\(text) as UInt64")
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func numeral() -> String {
    switch number(in: 0...3) {
    case 0: return number().text
    case 1:
      return String(decoding: mutated(Array(number().text.utf8), words: ["e", "."]), as: UTF8.self)
    case 2: return text(upTo: 2, of: ["0", "9", "-", "+", ".", "e", "E", "٣", "_", " ", "00"])
    default:
      let digits = (0..<number(in: 1...25)).map { _ in String(number(in: 0...9)) }.joined()
      let zeros = String(repeating: "0", count: length(upTo: 25))
      return pick(["", "-"]) + digits + zeros + pick(["", ".0", ".000", "e0", "e+2", ".5", "e-3"])
    }
  }
}
