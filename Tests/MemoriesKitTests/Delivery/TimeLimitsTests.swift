import XCTest

@testable import MemoriesKit

final class TimeLimitsTests: XCTestCase {
  func testTheServiceMayThinkLongerAboutAFile() {
    XCTAssertEqual(TimeLimits().response(afterFile: false), .seconds(60))
    XCTAssertEqual(TimeLimits().response(afterFile: true), .seconds(300))
  }

  func testALimitThatIsSetHoldsForBoth() {
    var limits = TimeLimits()
    limits.response = .milliseconds(500)
    XCTAssertEqual(limits.response(afterFile: false), .milliseconds(500))
    XCTAssertEqual(limits.response(afterFile: true), .milliseconds(500))
  }

  func testThereIsNoTotalUnlessAsked() {
    XCTAssertNil(TimeLimits().total)
  }
}
