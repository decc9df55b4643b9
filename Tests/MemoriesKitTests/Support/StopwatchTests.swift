import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class StopwatchTests: XCTestCase {
  func testTimeCountsFromTheBeginning() {
    let clock = TestClock()
    clock.advance(by: .seconds(100))
    let stopwatch = Stopwatch(clock)
    XCTAssertEqual(stopwatch.elapsed(), .zero)
    clock.advance(by: .milliseconds(1500))
    XCTAssertEqual(stopwatch.elapsed(), .milliseconds(1500))
  }

  func testNoTimeIsTooLong() async throws {
    let century = Duration.seconds(100 * 365 * 86_400)
    let clock = SkippingClock()
    let stopwatch = Stopwatch(clock)
    try await stopwatch.sleep(for: .seconds(Int64.max))
    XCTAssertEqual(stopwatch.elapsed(), century)
    try await stopwatch.sleep(for: .seconds(Int64.min))
    try await stopwatch.sleepUntil(.seconds(Int64.max) * 10)
    XCTAssertEqual(stopwatch.elapsed(), century)
  }

  func testATimeIsBounded() {
    let century = Duration.seconds(100 * 365 * 86_400)
    XCTAssertEqual(Duration.seconds(5).bounded, .seconds(5))
    XCTAssertEqual(Duration.seconds(-5).bounded, .zero)
    XCTAssertEqual(Duration.seconds(Int64.max).bounded, century)
    XCTAssertEqual(Duration.bounded(seconds: 1.5), .milliseconds(1500))
    for seconds in [1e30, .infinity, .greatestFiniteMagnitude] {
      XCTAssertEqual(Duration.bounded(seconds: seconds), century)
    }
    for seconds in [-1, 0, -1e30, -.infinity, .nan] {
      XCTAssertEqual(Duration.bounded(seconds: seconds), .zero)
    }
  }

  func testAShareIsBounded() {
    XCTAssertEqual([-1, 0, 0.5, 1, 1e30].map(\.clampedToUnit), [0, 0, 0.5, 1, 1])
    XCTAssertEqual([Double.nan, .infinity, -.infinity].map(\.clampedToUnit), [0, 0, 0])
  }

  func testSleepsEndOnTheSameClock() async throws {
    let clock = SkippingClock()
    try await clock.sleep(for: .seconds(1))
    let stopwatch = Stopwatch(clock)
    try await stopwatch.sleepUntil(.seconds(3))
    try await stopwatch.sleep(for: .seconds(2))
    XCTAssertEqual(stopwatch.elapsed(), .seconds(5))
    XCTAssertEqual(clock.now.offset, .seconds(6))
  }
}
