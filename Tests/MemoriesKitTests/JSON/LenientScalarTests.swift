import Foundation
import XCTest

@testable import MemoriesKit

final class LenientScalarTests: XCTestCase {
  func testReadsIntegersFromNumbersAndDigits() throws {
    for text in ["12", "12.0", "1.2e1", #""12""#, #""12.0""#, #""012""#] {
      let value = try JSONValue(parsing: text)
      XCTAssertEqual(Int(reading: value), 12, text)
      XCTAssertEqual(Int8(reading: value), 12, text)
      XCTAssertEqual(Int16(reading: value), 12, text)
      XCTAssertEqual(Int32(reading: value), 12, text)
      XCTAssertEqual(Int64(reading: value), 12, text)
      XCTAssertEqual(UInt(reading: value), 12, text)
      XCTAssertEqual(UInt8(reading: value), 12, text)
      XCTAssertEqual(UInt16(reading: value), 12, text)
      XCTAssertEqual(UInt32(reading: value), 12, text)
      XCTAssertEqual(UInt64(reading: value), 12, text)
    }
  }

  func testReadsNoIntegerFromAnythingElse() throws {
    for text in ["null", "true", "12.5", #""""#, #""12s""#, #"" 12""#, "[12]", #"{"a":12}"#] {
      XCTAssertNil(Int(reading: try JSONValue(parsing: text)), text)
    }
    XCTAssertNil(UInt8(reading: try JSONValue(parsing: "256")))
    XCTAssertNil(UInt(reading: try JSONValue(parsing: "-1")))
  }

  func testReadsIntegersWiderThanSixtyFourBits() throws {
    guard #available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *) else { return }
    let value = try JSONValue(parsing: "[170141183460469231731687303715884105727]")
    let numbers = try LenientDecoder.decode([Int128].self, from: value, drift: DriftLog())
    XCTAssertEqual(numbers, [.max])
  }

  func testReadsFloatsFromNumbersAndText() throws {
    for text in ["0.5", "5e-1", #""0.5""#] {
      let value = try JSONValue(parsing: text)
      XCTAssertEqual(Double(reading: value), 0.5, text)
      XCTAssertEqual(Float(reading: value), 0.5, text)
    }
    for text in [#""nan""#, #""inf""#, #""0x1p3""#, "1e400", "true", "null", #""""#] {
      XCTAssertNil(Double(reading: try JSONValue(parsing: text)), text)
    }
  }

  func testReadsTruthFromItsUsualSpellings() throws {
    for text in ["true", "1", #""true""#, #""1""#] {
      XCTAssertEqual(Bool(reading: try JSONValue(parsing: text)), true, text)
    }
    for text in ["false", "0", #""false""#, #""0""#] {
      XCTAssertEqual(Bool(reading: try JSONValue(parsing: text)), false, text)
    }
    for text in ["null", "2", "-1", #""yes""#, #""""#, "[]"] {
      XCTAssertNil(Bool(reading: try JSONValue(parsing: text)), text)
    }
  }

  func testReadsTextFromLiterals() throws {
    XCTAssertEqual(
      String(reading: try JSONValue(parsing: "671631448308117500")), "671631448308117500")
    XCTAssertEqual(String(reading: try JSONValue(parsing: "1.50")), "1.50")
    XCTAssertEqual(String(reading: try JSONValue(parsing: "true")), "true")
    XCTAssertEqual(String(reading: try JSONValue(parsing: #""0000""#)), "0000")
    for text in ["null", "[]", "{}"] {
      XCTAssertNil(String(reading: try JSONValue(parsing: text)), text)
    }
  }

  /// "Upload Video from File": `uploadTime` is "upload timestamp in milliseconds since epoch".
  func testReadsDatesAsMilliseconds() throws {
    let expected = Date(timeIntervalSince1970: 1_744_905_509.814)
    let upload = try JSONValue(parsing: JSONDocumentedAnswers.upload)
    XCTAssertEqual(Date(reading: try XCTUnwrap(upload["data"]?["uploadTime"])), expected)
    XCTAssertEqual(Date(reading: try JSONValue(parsing: "1744905509814")), expected)
    XCTAssertNil(Date(reading: .string("2025-10-20 11:00:00")))
  }

  func testReadsLocations() {
    XCTAssertEqual(URL(reading: .string("https://a.example/b?c"))?.host, "a.example")
    XCTAssertNil(URL(reading: .string("")))
    XCTAssertNil(URL(reading: .string("https://[broken")))
    XCTAssertNil(URL(reading: .number(JSONValue.Number(1))))
  }

  func testReadsDecimalsExactly() throws {
    let expected = Decimal(string: "0.12345678901234567890123456789")
    for text in ["0.12345678901234567890123456789", #""0.12345678901234567890123456789""#] {
      XCTAssertEqual(Decimal(reading: try JSONValue(parsing: text)), expected)
    }
    XCTAssertNil(Decimal(reading: .string("12abc")))
    XCTAssertNil(Decimal(reading: try JSONValue(parsing: "1e400")))
  }

  func testKnowsTheSpellingsOfAbsence() {
    XCTAssertTrue(JSONValue.null.isAbsent(as: JSONValue.self))
    XCTAssertTrue(JSONValue.string("null").isAbsent(as: String.self))
    XCTAssertTrue(JSONValue.string("null").isAbsent(as: Int.self))
    XCTAssertTrue(JSONValue.string("").isAbsent(as: Date.self))
    XCTAssertFalse(JSONValue.string("").isAbsent(as: String.self))
    XCTAssertFalse(JSONValue.string("null").isAbsent(as: JSONValue.self))
    XCTAssertFalse(JSONValue.string("").isAbsent(as: JSONValue.self))
    XCTAssertFalse(JSONValue.string("Null").isAbsent(as: String.self))
    XCTAssertFalse(JSONValue.bool(false).isAbsent(as: Int.self))
  }
}
