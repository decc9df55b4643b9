import MemoriesKit
import XCTest

final class CallOptionsTests: XCTestCase {
  func testWithoutLimitsTheConfigurationsHold() {
    XCTAssertNil(MemoriesClient.CallOptions().limits)
  }

  func testLimitsAreThoseOfOneCall() {
    var limits = TimeLimits()
    limits.total = .seconds(3)
    XCTAssertEqual(MemoriesClient.CallOptions(limits: limits).limits?.total, .seconds(3))
  }
}
