import XCTest

@testable import MemoriesKit

final class JSONNameTests: XCTestCase {
  func testIgnoresUnderscoresAndTheCaseOfLetters() {
    for (first, second) in [
      ("video_no", "videoNo"), ("a", "_A_"), ("", "__"), ("ÄB", "Ä_b"), ("x1", "X_1"),
    ] {
      XCTAssertTrue(JSONName.matches(first, second))
      XCTAssertTrue(JSONName.matches(second, first))
      XCTAssertEqual(JSONName.fingerprint(of: first), JSONName.fingerprint(of: second))
    }
  }

  func testIgnoresNothingElse() {
    for (first, second) in [
      ("a", "b"), ("a", ""), ("a", "ab"), ("ab", "ba"), ("a-b", "ab"), ("@", "`"), ("[", "{"),
      ("Ä", "ä"), ("a_", "aa"),
    ] {
      XCTAssertFalse(JSONName.matches(first, second))
      XCTAssertFalse(JSONName.matches(second, first))
    }
  }

  func testTellsNamesOfTheSameFingerprintApart() {
    XCTAssertEqual(JSONName.fingerprint(of: "c0"), JSONName.fingerprint(of: "an"))
    let object = JSONValue.Object([.init(name: "an", value: .bool(true))])
    XCTAssertNil(object["c0"])
    XCTAssertEqual(object["an"], .bool(true))
  }
}
