import MemoriesKitTesting
import XCTest

final class SkippingClockTests: XCTestCase {
  func testSleepsEndAtOnceAndAreNoted() async throws {
    let clock = SkippingClock()
    try await clock.sleep(for: .seconds(60))
    try await clock.sleep(for: .milliseconds(500))
    XCTAssertEqual(clock.sleeps, [.seconds(60), .milliseconds(500)])
    XCTAssertEqual(clock.now.offset, .milliseconds(60_500))
  }

  func testTimeDoesNotGoBack() async throws {
    let clock = SkippingClock()
    try await clock.sleep(for: .seconds(60))
    try await clock.sleep(until: SkippingClock.Instant(offset: .seconds(1)))
    XCTAssertEqual(clock.now.offset, .seconds(60))
  }

  func testACancelledTaskDoesNotSleep() async throws {
    let clock = SkippingClock()
    let sleeper = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await clock.sleep(for: .seconds(1))
    }
    let result = await sleeper.result
    XCTAssertThrowsError(try result.get()) { XCTAssertTrue($0 is CancellationError) }
    XCTAssertEqual(clock.sleeps, [])
  }
}
