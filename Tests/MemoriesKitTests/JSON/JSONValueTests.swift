import Foundation
import XCTest

@testable import MemoriesKit

final class JSONValueTests: XCTestCase {
  func testReachesIntoAnAnswer() throws {
    let answer = try JSONValue(parsing: JSONDocumentedAnswers.clipsByImage)
    XCTAssertEqual(answer["data"]?.array?.count, 2)
    XCTAssertEqual(answer["data"]?[1]?["start_time"]?.double, 42)
    XCTAssertEqual(answer["data"]?[1]?["videoBlob"]?.string, "VI576925607808602112.mp4")
    XCTAssertEqual(answer["success"]?.bool, true)
    XCTAssertEqual(answer["data"]?[0]?.object?.members.first?.name, "start_time")
  }

  func testReachesNothingWhereNothingIs() throws {
    let answer = try JSONValue(parsing: "[1]")
    XCTAssertNil(answer["code"])
    XCTAssertNil(answer[1])
    XCTAssertNil(answer[-1])
    XCTAssertNil(answer[0]?[0])
    XCTAssertNil(answer[0]?.array)
    XCTAssertNil(answer.object)
    XCTAssertNil(answer.string)
  }

  func testReadsNumbersFromTextAndTextFromNumbers() throws {
    XCTAssertEqual(JSONValue.string("12").int64, 12)
    XCTAssertEqual(JSONValue.string("0.5").double, 0.5)
    XCTAssertEqual(JSONValue.string("true").bool, true)
    XCTAssertEqual(JSONValue.number(JSONValue.Number(200)).string, "200")
  }

  func testTellsNullFromItsName() {
    XCTAssertTrue(JSONValue.null.isNull)
    XCTAssertFalse(JSONValue.string("null").isNull)
  }

  func testReadsDataStrictly() {
    XCTAssertThrowsError(try JSONValue(parsing: Data("{'a':1}".utf8)))
  }
}
