import MemoriesKit
import XCTest

final class ResponseHeadersTests: XCTestCase {
  func testAFieldIsFoundByNameInAnyCase() {
    let headers = ResponseHeaders(["Content-TYPE": "video/mp4"])
    for name in ["content-type", "Content-Type", "CONTENT-TYPE"] {
      XCTAssertEqual(headers[name], "video/mp4")
    }
    XCTAssertNil(headers["content"])
    XCTAssertEqual(headers.fields, ["content-type": "video/mp4"])
  }

  func testNamesThatDifferInCaseOnlyAreNoTrap() {
    let headers = ResponseHeaders(["A": "1", "a": "2"])
    XCTAssertEqual(headers.fields.count, 1)
    XCTAssertTrue(["1", "2"].contains(headers["a"]))
  }
}
