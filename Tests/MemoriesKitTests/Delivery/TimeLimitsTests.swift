import XCTest

@testable import MemoriesKit

final class TimeLimitsTests: XCTestCase {
  func testNoLimitIsTooLongToCount() {
    let century = Duration.seconds(100 * 365 * 86_400)
    var limits = TimeLimits()
    XCTAssertEqual(limits.bounded, limits)
    limits.connect = .seconds(Int64.max)
    limits.stall = .seconds(Int64.max)
    limits.response = .seconds(Int64.max)
    limits.total = .seconds(Int64.max)
    let bounded = limits.bounded
    XCTAssertEqual(
      [bounded.connect, bounded.stall, bounded.response, bounded.total],
      [century, century, century, century])
  }

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
