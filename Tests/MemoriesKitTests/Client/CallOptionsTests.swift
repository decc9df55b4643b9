import MemoriesKit
import XCTest

final class CallOptionsTests: XCTestCase {
  func testWithoutLimitsTheConfigurationsHold() {
    XCTAssertNil(CallOptions().limits)
  }

  func testLimitsAreThoseOfOneCall() {
    var limits = TimeLimits()
    limits.total = .seconds(3)
    XCTAssertEqual(CallOptions(limits: limits).limits?.total, .seconds(3))
  }
}
