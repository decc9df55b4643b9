import XCTest

@testable import MemoriesKit

final class RetryPolicyTests: XCTestCase {
  func testThreeAttemptsByDefaultAndOneWithNone() {
    XCTAssertEqual(RetryPolicy().attempts, 3)
    XCTAssertFalse(RetryPolicy().repeatsBilledDownloads)
    XCTAssertEqual(RetryPolicy.none.attempts, 1)
  }

  func testTheLongestPauseDoublesUpToItsCap() {
    let policy = RetryPolicy()
    let pauses = (1...9).map { policy.pause(after: $0, random: 1) }
    XCTAssertEqual(
      pauses,
      [0.5, 1, 2, 4, 8, 16, 32, 32, 32].map { Duration.seconds($0) })
  }

  func testChanceReachesFromNothingToTheWholePause() {
    let policy = RetryPolicy()
    XCTAssertEqual(policy.pause(after: 3, random: 0), .zero)
    XCTAssertEqual(policy.pause(after: 3, random: 0.25), .milliseconds(500))
    XCTAssertEqual(policy.pause(after: 3, random: 1), .seconds(2))
  }

  func testAChanceOutOfBoundsIsHeldToThem() {
    let policy = RetryPolicy()
    XCTAssertEqual(policy.pause(after: 1, random: -3), .zero)
    XCTAssertEqual(policy.pause(after: 1, random: 3), .milliseconds(500))
  }

  func testTheFigureOfASlowerFactorIsKept() {
    var policy = RetryPolicy()
    policy.firstPause = .seconds(3)
    policy.factor = 1
    XCTAssertEqual(policy.pause(after: 50, random: 1), .seconds(3))
    policy.factor = 0.1
    XCTAssertEqual(policy.pause(after: 50, random: 1), .seconds(3), "pauses do not shrink")
  }

  func testManyFailuresDoNotOverflow() {
    XCTAssertEqual(RetryPolicy().pause(after: .max, random: 1), .seconds(32))
    XCTAssertEqual(RetryPolicy().pause(after: 0, random: 1), .milliseconds(500))
  }

  func testANegativePauseIsNone() {
    var policy = RetryPolicy()
    policy.firstPause = .seconds(-1)
    XCTAssertEqual(policy.pause(after: 1, random: 1), .zero)
  }
}
