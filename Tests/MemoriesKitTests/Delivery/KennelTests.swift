import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class KennelTests: XCTestCase {
  private struct Mishap: Error {}

  private let clock = TestClock()

  private func watchdog(_ limits: TimeLimits = TimeLimits()) throws -> (Watchdog, Exchange) {
    let stopwatch = Stopwatch(clock)
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    let exchange = Exchange(
      WireRequest(method: "GET", url: url, headers: [], elapsed: stopwatch.elapsed))
    let watchdog = Watchdog(
      exchange: exchange, limits: limits, carriesFile: false, expectsFile: false,
      stopwatch: stopwatch)
    return (watchdog, exchange)
  }

  func testACallThatTakesLongerIsWatched() async throws {
    let (watchdog, exchange) = try watchdog()
    let clock = clock
    do {
      try await Kennel().watching(with: watchdog) {
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(60))
        _ = try await exchange.head()
      }
      XCTFail("nothing was thrown")
    } catch TransportFailure.timedOut(let limit) {
      XCTAssertEqual(limit, .response)
    }
  }

  func testALimitThatHasRunOutEndsEvenAShortCall() async throws {
    var limits = TimeLimits()
    limits.total = .seconds(1)
    let (watchdog, exchange) = try watchdog(limits)
    // Pieces that come one by one are each over before anything is let out.
    try await Kennel().watching(with: watchdog) { exchange.touch() }
    clock.advance(by: .seconds(1))
    do {
      _ = try await Kennel().watching(with: watchdog) { try await exchange.head() }
      XCTFail("nothing was thrown")
    } catch TransportFailure.timedOut(let limit) {
      XCTAssertEqual(limit, .total)
    }
  }

  func testNoWatchdogOutlivesTheCall() async throws {
    let clock = clock
    let result = try await Kennel().watching(with: try watchdog().0) {
      await clock.waitForSleepers(1)
      return 7
    }
    XCTAssertEqual(result, 7)
    XCTAssertEqual(clock.sleepers, 0)

    do {
      try await Kennel().watching(with: try watchdog().0) {
        await clock.waitForSleepers(1)
        throw Mishap()
      }
      XCTFail("nothing was thrown")
    } catch is Mishap {}
    XCTAssertEqual(clock.sleepers, 0)
  }

  func testACallThatIsOverIsNotWatched() async throws {
    let kennel = Kennel()
    let clock = clock
    let (idle, _) = try watchdog()
    let over = try await kennel.watching(with: idle) { "over" }
    XCTAssertEqual(over, "over")
    // The one that is let out for the next call is the only one.
    try await kennel.watching(with: try watchdog().0) {
      await clock.waitForSleepers(1)
      XCTAssertEqual(clock.sleepers, 1)
    }
  }

  func testEveryLongCallHasItsOwnWatchdog() async throws {
    let kennel = Kennel()
    let clock = clock
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<5 {
        let (watchdog, _) = try watchdog()
        group.addTask {
          try await kennel.watching(with: watchdog) { await clock.waitForSleepers(5) }
        }
      }
      try await group.waitForAll()
    }
    XCTAssertEqual(clock.sleepers, 0)
  }
}
