import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class ProgressMeterTests: XCTestCase {
  private let clock = TestClock()
  private let told = Locked<[TransferProgress]>([])

  private var calls: [TransferProgress] { told.withLock { $0 } }

  private func answer(
    to call: PreparedCall, bodyLength: Int64? = nil
  ) throws -> IncomingAnswer {
    let stopwatch = Stopwatch(clock)
    let exchange = Exchange(
      HTTPRequest(
        method: call.method, url: call.url, headers: [],
        body: bodyLength.map { HTTPBody(length: $0, read: { _ in 0 }, close: {}) },
        elapsed: stopwatch.elapsed))
    return IncomingAnswer(
      call, exchange, stopwatch, WatchdogTimer(clock), attempt: 1)
  }

  /// Runs a meter, then each step followed by the time it takes, then ends.
  private func measure(
    _ answer: IncomingAnswer, _ steps: [(Duration, (Exchange) async throws -> Void)]
  ) async throws {
    let meter = ProgressMeter(answer: answer) { [told] progress in
      told.withLock { $0.append(progress) }
    }
    let run = Task { await meter.run() }
    for (duration, happen) in steps {
      await clock.waitForSleepers(1)
      try await happen(answer.exchange)
      clock.advance(by: duration)
    }
    await clock.waitForSleepers(1)
    run.cancel()
    await run.value
  }

  func testAnUploadIsSentThenAwaited() async throws {
    let answer = try answer(to: .test("POST"), bodyLength: 1000)
    let tick = Duration.milliseconds(100)
    try await measure(
      answer,
      [
        (tick, { $0.didSend(0) }), (tick, { $0.didSend(400) }), (tick, { $0.didSend(400) }),
        (tick, { $0.didSend(200) }),
      ])
    XCTAssertEqual(calls.map(\.phase), [.sending, .sending, .sending, .awaitingResponse])
    XCTAssertEqual(calls.map(\.completedByteCount), [0, 400, 800, 1000])
    XCTAssertEqual(calls.map(\.expectedByteCount), [1000, 1000, 1000, 1000])
    XCTAssertEqual(calls.map(\.fraction), [0, 0.4, 0.8, 1])
  }

  func testADownloadIsAwaitedThenReceived() async throws {
    let answer = try answer(to: .test(expectsFile: true))
    let tick = Duration.milliseconds(100)
    try await measure(
      answer,
      [
        (tick, { _ in }),
        (
          tick,
          { exchange in
            exchange.didReceive(
              HTTPHead(status: 200, headers: ResponseHeaders(["Content-Length": "8"])))
            try await answer.openHead()
            exchange.didReceive(Data(count: 2))
          }
        ),
        (tick, { $0.didReceive(Data(count: 6)) }),
      ])
    XCTAssertEqual(calls.map(\.phase), [.awaitingResponse, .receiving, .receiving])
    XCTAssertEqual(calls.map(\.completedByteCount), [0, 2, 8])
    XCTAssertEqual(calls.map(\.expectedByteCount), [nil, 8, 8])
    XCTAssertEqual(calls.map(\.fraction), [nil, 0.25, 1])
  }

  func testARedirectIsNoProgress() async throws {
    let answer = try answer(to: .test(expectsFile: true))
    try await measure(
      answer,
      [
        (.milliseconds(100), { _ in }),
        (
          .milliseconds(1),
          { exchange in
            exchange.didReceive(HTTPHead(status: 302, headers: ResponseHeaders()))
            try await answer.openHead()
            exchange.didReceive(Data(count: 2))
          }
        ),
      ])
    XCTAssertEqual(calls.map(\.phase), [.awaitingResponse])
  }

  func testADownloadOfExpectedLengthHasAFraction() async throws {
    var call = try PreparedCall.test(expectsFile: true)
    call.fileSize.expected = 20
    let answer = try answer(to: call)
    answer.exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    try await answer.openHead()
    try await measure(answer, [(.milliseconds(100), { $0.didReceive(Data(count: 5)) })])
    XCTAssertEqual(calls.map(\.fraction), [0.25])
  }

  func testADownloadOfUnknownLengthHasNoFraction() async throws {
    let answer = try answer(to: .test(expectsFile: true))
    answer.exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    try await answer.openHead()
    try await measure(answer, [(.milliseconds(100), { $0.didReceive(Data(count: 5)) })])
    XCTAssertEqual(calls.map(\.completedByteCount), [5])
    XCTAssertEqual(calls.map(\.fraction), [nil])
  }

  func testMoreThanWasAnnouncedIsNotMoreThanAll() async throws {
    let answer = try answer(to: .test(expectsFile: true))
    answer.exchange.didReceive(
      HTTPHead(status: 200, headers: ResponseHeaders(["Content-Length": "4"])))
    try await answer.openHead()
    try await measure(answer, [(.milliseconds(100), { $0.didReceive(Data(count: 9)) })])
    XCTAssertEqual(calls.map(\.fraction), [1])
  }

  func testHoweverManyPiecesComeItTellsTenTimesASecond() async throws {
    let answer = try answer(to: .test("POST"), bodyLength: 1_000_000)
    try await measure(
      answer,
      (0..<200).map { _ in (.milliseconds(10), { $0.didSend(100) }) })
    // Two seconds; the end finds nothing new.
    XCTAssertEqual(calls.count, 20)
    let counts = calls.map(\.completedByteCount)
    XCTAssertEqual(counts, counts.sorted())
    XCTAssertEqual(counts.last, 20_000)
  }

  func testWhatDoesNotMoveIsNotToldAgain() async throws {
    let answer = try answer(to: .test())
    try await measure(answer, (0..<5).map { _ in (.milliseconds(100), { _ in }) })
    XCTAssertEqual(calls.map(\.phase), [.awaitingResponse, .awaitingResponse])
    XCTAssertEqual(calls.map(\.bytesPerSecond), [nil, 0])
  }

  func testTheLastStateIsToldHoweverSoonItComes() async throws {
    let answer = try answer(to: .test("POST"), bodyLength: 10)
    try await measure(
      answer,
      [
        (.milliseconds(100), { $0.didSend(1) }), (.milliseconds(1), { $0.didSend(9) }),
      ])
    XCTAssertEqual(calls.map(\.completedByteCount), [1, 10])
    XCTAssertEqual(calls.last?.fraction, 1)
  }

  func testTheRateIsThatOfTheLastSeconds() async throws {
    let answer = try answer(to: .test("POST"), bodyLength: 1_000_000)
    let slow = (0..<40).map { _ in step(100) }
    let fast = (0..<40).map { _ in step(1000) }
    try await measure(answer, slow + fast)
    XCTAssertNil(calls[0].bytesPerSecond)
    XCTAssertEqual(try XCTUnwrap(calls[39].bytesPerSecond), 1000, accuracy: 0.001)
    XCTAssertEqual(try XCTUnwrap(calls.last?.bytesPerSecond), 10_000, accuracy: 0.001)
  }

  private func step(_ count: Int) -> (Duration, (Exchange) async throws -> Void) {
    (.milliseconds(100), { $0.didSend(count) })
  }
}
