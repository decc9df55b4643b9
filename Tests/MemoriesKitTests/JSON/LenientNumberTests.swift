import XCTest

@testable import MemoriesKit

final class LenientNumberTests: XCTestCase {
  func testReadsWholeNumbersExactly() {
    let cases: [(String, Int64)] = [
      ("0", 0), ("-0", 0), ("0.0", 0), ("0e999999999999999999999", 0), ("7", 7), ("-7", -7),
      ("12.0", 12), ("1e3", 1000), ("1.5e1", 15), ("1200e-2", 12), ("-1E+2", -100),
      ("013", 13), ("0000", 0), ("9007199254740993", 9_007_199_254_740_993),
      ("9007199254740993.000", 9_007_199_254_740_993),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
      ("-9223372036854775808.0", .min), ("9.223372036854775807e18", .max),
      ("100000000000000000000e-5", 1_000_000_000_000_000),
    ]
    for (text, expected) in cases {
      XCTAssertEqual(LenientNumber(text)?.integer(), expected, text)
    }
    XCTAssertEqual(LenientNumber("18446744073709551615")?.integer(), UInt64.max)
    XCTAssertEqual(LenientNumber("18446744073709551615.0")?.integer(), UInt64.max)
  }

  func testRefusesWhatIsNotWholeOrDoesNotFit() {
    for text in [
      "0.5", "1e-1", "12.01", "9223372036854775808", "-9223372036854775809", "1e19", "1e400",
      "1e999999999999999999999", "-1e-999999999999999999999", "184467440737095516160",
    ] {
      XCTAssertNil(LenientNumber(text)?.integer() as Int64?, text)
    }
    XCTAssertNil(LenientNumber("18446744073709551616")?.integer() as UInt64?)
    XCTAssertNil(LenientNumber("-1")?.integer() as UInt64?)
    XCTAssertNil(LenientNumber("256")?.integer() as UInt8?)
    XCTAssertNil(LenientNumber("-129")?.integer() as Int8?)
    XCTAssertEqual(LenientNumber("255")?.integer(), UInt8.max)
    XCTAssertEqual(LenientNumber("-128.0")?.integer(), Int8.min)
    XCTAssertNil(LenientNumber("-18446744073709551615")?.integer() as Int64?)
  }

  func testRefusesWhatIsNoDecimalText() {
    for text in [
      "", " ", "-", "+1", ".5", "5.", "1e", "1e+", "1 ", " 1", "0x10", "1_000", "1,5", "nan",
      "inf", "Infinity", "null", "1.2.3", "--1", "1e5.5", "١٢", "1\u{0}", "12abc",
    ] {
      XCTAssertNil(LenientNumber(text), text)
    }
  }

  func testRoundsToTheNearestDouble() {
    for text in [
      "0", "0.1", "-0.3", "0.8631", "12.5", "47.8", "1e22", "1e23", "123456789012345678",
      "9007199254740993", "9007199254740993e1", "9007199254740991e22", "1.7976931348623157e308",
      "5e-324", "2.5e-324",
      "0.1000000000000000055511151231257827", "8.5e-23", "66.66", "1e-400",
    ] {
      XCTAssertEqual(LenientNumber(text)?.double(), Double(text), text)
    }
    XCTAssertEqual(LenientNumber("-0")?.double()?.sign, .minus)
  }

  func testRefusesWhatOnlyInfinityCouldHold() {
    XCTAssertNil(LenientNumber("1e400")?.double())
    XCTAssertNil(LenientNumber("-1e400")?.double())
    XCTAssertNil(LenientNumber("1e39")?.float() as Float?)
  }

  func testKeepsDecimalsExact() {
    XCTAssertEqual(LenientNumber("0.1")?.decimal()?.description, "0.1")
    XCTAssertEqual(
      LenientNumber("12345678901234567890.123456789")?.decimal()?.description,
      "12345678901234567890.123456789")
  }

  func testReadsLongTextInOnePass() {
    let zeros = String(repeating: "0", count: 200_000)
    XCTAssertEqual(LenientNumber("1" + zeros + "e-200000")?.integer(), 1)
    XCTAssertEqual(LenientNumber("0." + zeros + "1e200001")?.integer(), 1)
    XCTAssertNil(LenientNumber("1" + zeros + "1")?.integer() as Int64?)
  }
}
