import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class WatchdogTests: XCTestCase {
  private let clock = TestClock()

  private func exchange(bodyLength: Int64? = nil) throws -> (Exchange, Stopwatch) {
    let stopwatch = Stopwatch(clock)
    let request = HTTPRequest(
      method: bodyLength == nil ? "GET" : "POST",
      url: try XCTUnwrap(URL(string: "https://api.example/a")), headers: [],
      body: bodyLength.map { HTTPBody(length: $0, read: { _ in 0 }, close: {}) },
      elapsed: stopwatch.elapsed)
    let exchange = Exchange(request)
    _ = exchange.willSend()
    return (exchange, stopwatch)
  }

  /// Which limit ended the exchange, and when: the clock is moved to each time given, and only at
  /// the last may the exchange end. `steps` says what happens at a time, before the clock goes on.
  private func limit(
    _ limits: TimeLimits = TimeLimits(), bodyLength: Int64? = nil, carriesFile: Bool = false,
    endingAt end: Duration, _ steps: [(Duration, (Exchange) -> Void)] = [],
    file: StaticString = #filePath, line: UInt = #line
  ) async throws -> MemoriesError.TimeLimit? {
    let (exchange, stopwatch) = try exchange(bodyLength: bodyLength)
    let watchdog = Watchdog(
      exchange: exchange, limits: limits, carriesFile: carriesFile, expectsStream: true,
      stopwatch: stopwatch)
    // As the timer does: nobody looks before the watchdog says that it matters.
    func pass(until time: Duration) throws {
      while !watchdog.endIfDue(), stopwatch.elapsed() < time {
        let pause = try XCTUnwrap(watchdog.timeToNextCheck, file: file, line: line)
        clock.advance(by: min(pause, time - stopwatch.elapsed()))
      }
    }
    for (time, happen) in steps {
      try pass(until: time)
      happen(exchange)
    }
    try pass(until: end - .milliseconds(1))
    XCTAssertNotEqual(exchange.snapshot.phase, .ended, "too early", file: file, line: line)
    try pass(until: end)
    XCTAssertEqual(exchange.snapshot.phase, .ended, file: file, line: line)
    do {
      _ = try await exchange.head()
      while try await exchange.next() != nil {}
      return nil
    } catch let reached as TimeLimitReached {
      return reached.limit
    }
  }

  func testAConnectionMustStandInTime() async throws {
    let limit = try await limit(bodyLength: 10, endingAt: .seconds(30))
    XCTAssertEqual(limit, .connect)
  }

  func testASendingThatStallsIsEnded() async throws {
    let limit = try await limit(
      bodyLength: 10, endingAt: .seconds(61), [(.seconds(1), { $0.didSend(4) })])
    XCTAssertEqual(limit, .stall)
  }

  func testEachByteSentPostponesTheStall() async throws {
    let limit = try await limit(
      bodyLength: 10, endingAt: .seconds(170),
      [
        (.seconds(1), { $0.didSend(1) }), (.seconds(60), { $0.didSend(1) }),
        (.seconds(110), { $0.didSend(1) }),
      ])
    XCTAssertEqual(limit, .stall)
  }

  func testAnAnswerMustComeWithinAMinute() async throws {
    let limit = try await limit(endingAt: .seconds(60))
    XCTAssertEqual(limit, .response)
  }

  func testAnAnswerToAFormCountsFromTheLastByteSent() async throws {
    let limit = try await limit(
      bodyLength: 10, endingAt: .seconds(85), [(.seconds(25), { $0.didSend(10) })])
    XCTAssertEqual(limit, .response)
  }

  func testAnAnswerToAFileMayTakeFiveMinutes() async throws {
    let limit = try await limit(
      bodyLength: 10, carriesFile: true, endingAt: .seconds(310),
      [(.seconds(10), { $0.didSend(10) })])
    XCTAssertEqual(limit, .response)
  }

  func testAReceivingThatStallsIsEnded() async throws {
    let limit = try await limit(
      endingAt: .seconds(62),
      [(.seconds(2), { $0.didReceive(HTTPHead(status: 200, headers: ResponseHeaders())) })])
    XCTAssertEqual(limit, .stall)
  }

  func testEachByteReceivedPostponesTheStall() async throws {
    let limit = try await limit(
      endingAt: .seconds(161),
      [
        (.seconds(2), { $0.didReceive(HTTPHead(status: 200, headers: ResponseHeaders())) }),
        (.seconds(61), { $0.didReceive(Data([1])) }),
        (.seconds(101), { $0.didReceive(Data([2])) }),
      ])
    XCTAssertEqual(limit, .stall)
  }

  func testTheWholeCallMayBeLimited() async throws {
    var limits = TimeLimits()
    limits.total = .seconds(90)
    let limit = try await limit(
      limits, bodyLength: 10, endingAt: .seconds(90),
      [(.seconds(20), { $0.didSend(1) }), (.seconds(70), { $0.didSend(1) })])
    XCTAssertEqual(limit, .total)
  }

  func testOfTwoLimitsTheEarlierCounts() async throws {
    var limits = TimeLimits()
    limits.total = .seconds(90)
    let limit = try await limit(limits, endingAt: .seconds(60))
    XCTAssertEqual(limit, .response)
  }

  func testLimitsBelowASecondAreKept() async throws {
    var limits = TimeLimits()
    limits.connect = .milliseconds(250)
    let connect = try await limit(limits, bodyLength: 10, endingAt: .milliseconds(250))
    XCTAssertEqual(connect, .connect)

    limits = TimeLimits()
    limits.response = .milliseconds(40)
    let response = try await limit(limits, endingAt: .milliseconds(40))
    XCTAssertEqual(response, .response)
  }

  func testAPhaseWithAShorterLimitIsNoticedInTime() async throws {
    // While the watchdog waits for a stall at 60 s, the answer becomes due at 20 s.
    var limits = TimeLimits()
    limits.connect = .seconds(50)
    limits.response = .seconds(10)
    let limit = try await limit(
      limits, bodyLength: 10, endingAt: .seconds(20),
      [(.seconds(1), { $0.didSend(5) }), (.seconds(10), { $0.didSend(5) })])
    XCTAssertEqual(limit, .response)
  }

  func testALimitOfAnotherPhaseMayBeZero() async throws {
    // A request without a body never connects as far as anyone can tell.
    var limits = TimeLimits()
    limits.connect = .zero
    let limit = try await limit(limits, endingAt: .seconds(60))
    XCTAssertEqual(limit, .response)
  }

  func testAnExchangeThatEndedIsLeftAlone() async throws {
    let (exchange, stopwatch) = try exchange()
    exchange.answer(200, [:], ["body"])
    clock.advance(by: .seconds(1000))
    let watchdog = Watchdog(
      exchange: exchange, limits: TimeLimits(), carriesFile: false, expectsStream: true,
      stopwatch: stopwatch)
    XCTAssertFalse(watchdog.endIfDue())
    XCTAssertNil(watchdog.timeToNextCheck)
    let body = try await exchange.next()
    XCTAssertEqual(body, [Data("body".utf8)])
  }
}
