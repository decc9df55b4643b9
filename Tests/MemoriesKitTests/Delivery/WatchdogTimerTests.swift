import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class WatchdogTimerTests: XCTestCase {
  private struct Mishap: Error {}

  private let clock = TestClock()

  private func watchdog(_ limits: TimeLimits = TimeLimits()) throws -> (Watchdog, Exchange) {
    let stopwatch = Stopwatch(clock)
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    let exchange = Exchange(
      HTTPRequest(method: "GET", url: url, headers: [], elapsed: stopwatch.elapsed))
    _ = exchange.willSend()
    let watchdog = Watchdog(
      exchange: exchange, limits: limits, carriesFile: false, expectsStream: false,
      stopwatch: stopwatch)
    return (watchdog, exchange)
  }

  private func limitEnding(_ body: () async throws -> Void) async throws -> MemoriesError.TimeLimit?
  {
    do {
      try await body()
      return nil
    } catch let reached as TimeLimitReached {
      return reached.limit
    }
  }

  func testALimitThatRunsOutEndsTheCall() async throws {
    let (watchdog, exchange) = try watchdog()
    let (clock, timer) = (clock, WatchdogTimer(clock))
    let limit = try await limitEnding {
      try await timer.watching(with: watchdog) {
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(60))
        _ = try await exchange.head()
      }
    }
    XCTAssertEqual(limit, .response)
  }

  func testALimitThatHasRunOutEndsEvenAShortCall() async throws {
    var limits = TimeLimits()
    limits.total = .seconds(1)
    let (watchdog, exchange) = try watchdog(limits)
    let timer = WatchdogTimer(clock)
    // Pieces that come one by one are each over before anybody wakes.
    try await timer.watching(with: watchdog) { exchange.noteActivity() }
    clock.advance(by: .seconds(1))
    let limit = try await limitEnding {
      _ = try await timer.watching(with: watchdog) { try await exchange.head() }
    }
    XCTAssertEqual(limit, .total)
  }

  func testOneSleepsForAll() async throws {
    let (clock, timer) = (clock, WatchdogTimer(clock))
    let calls = try (0..<5).map { _ in try watchdog() }
    let limits = try await withThrowingTaskGroup(of: MemoriesError.TimeLimit?.self) { group in
      let begun = Locked(0)
      for (watchdog, exchange) in calls {
        group.addTask {
          do {
            try await timer.watching(with: watchdog) {
              begun.withLock { $0 += 1 }
              _ = try await exchange.head()
            }
            return nil
          } catch let reached as TimeLimitReached {
            return reached.limit
          }
        }
      }
      while begun.withLock({ $0 }) < 5 { await Task.yield() }
      await clock.waitForSleepers(1)
      XCTAssertEqual(clock.sleepers, 1)
      clock.advance(by: .seconds(60))
      return try await group.reduce(into: []) { $0.append($1) }
    }
    XCTAssertEqual(limits, Array(repeating: .response, count: 5))
  }

  func testWhoEndsEarlierIsNoticedInTime() async throws {
    let (clock, timer) = (clock, WatchdogTimer(clock))
    let (slow, slowExchange) = try watchdog()
    var limits = TimeLimits()
    limits.total = .seconds(7)
    let (quick, quickExchange) = try watchdog(limits)
    let limit = try await timer.watching(with: slow) {
      await clock.waitForSleepers(1)
      return try await limitEnding {
        try await timer.watching(with: quick) {
          clock.advance(by: .seconds(7))
          _ = try await quickExchange.head()
        }
      }
    }
    XCTAssertEqual(limit, .total)
    XCTAssertNotEqual(slowExchange.snapshot.phase, .ended)
  }

  func testNobodySleepsOnATestsClockWhenNoCallIsLeft() async throws {
    let (clock, timer) = (clock, WatchdogTimer(clock))
    try await timer.watching(with: try watchdog().0) { await clock.waitForSleepers(1) }
    XCTAssertEqual(clock.sleepers, 0)
    do {
      try await timer.watching(with: try watchdog().0) {
        await clock.waitForSleepers(1)
        throw Mishap()
      }
      XCTFail("nothing was thrown")
    } catch is Mishap {}
    XCTAssertEqual(clock.sleepers, 0)
  }
}
