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
