import XCTest

@testable import MemoriesKit

final class JSONSyntaxErrorTests: XCTestCase {
  func testSaysReasonAndPlaceInOneLine() {
    let error = JSONValue.SyntaxError(offset: 7, reason: .unexpectedByte)
    XCTAssertEqual("\(error)", "Not JSON: unexpected byte at byte 7")
  }
}
