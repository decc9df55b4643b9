import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class WaitStatesTests: XCTestCase {
  private typealias Verdict = PollResult<String>

  private let clock = SkippingClock()

  /// Waits for what the closure says; it is given the number of the question, from 1.
  private func states(
    _ options: WaitOptions = WaitOptions(), on clock: (any Clock<Duration>)? = nil,
    observer: ClientEvent.Observer? = nil, poll: @escaping @Sendable (Int) async throws -> Verdict
  ) -> WaitStates<String> {
    let polls = Locked(0)
    return WaitStates(
      operation: "Test", options: options, clock: clock ?? self.clock, random: { 0.5 },
      observer: observer
    ) { _ in
      let number = polls.withLock { polls in
        polls += 1
        return polls
      }
      return try await poll(number)
    }
  }

  // MARK: The pace

  func testWhatIsReadyIsToldAtOnce() async throws {
    let found = try await states { _ in .ready("done") }.all()
    XCTAssertEqual(found.map(\.value), ["done"])
    XCTAssertEqual(found.map(\.polls), [1])
    XCTAssertEqual(found.map(\.isFinal), [true])
    XCTAssertEqual(clock.sleeps, [])
  }

  func testPausesAreTakenBetweenQuestions() async throws {
    let found = try await states {
      $0 < 4 ? .pending("\($0)", state: "waiting") : .ready("done")
    }.all()

    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(7.5), .seconds(11.25)])
    XCTAssertEqual(found.map(\.value), ["1", "2", "3", "done"])
    XCTAssertEqual(found.map(\.polls), [1, 2, 3, 4])
    XCTAssertEqual(found.map(\.nextPause), clock.sleeps + [nil])
    XCTAssertEqual(
      found.map(\.elapsed), [.zero, .seconds(5), .seconds(12.5), .seconds(23.75)])
  }

  func testNothingIsAskedBeforeTheReaderAsks() async throws {
    let asked = Locked(0)
    let states = states { number in
      asked.withLock { $0 = number }
      return .pending(state: "waiting")
    }
    var iterator = states.makeAsyncIterator()
    XCTAssertEqual(asked.withLock { $0 }, 0)
    _ = try await iterator.next()
    XCTAssertEqual(asked.withLock { $0 }, 1)
    XCTAssertEqual(clock.sleeps, [])
    _ = try await iterator.next()
    XCTAssertEqual(asked.withLock { $0 }, 2)
    XCTAssertEqual(clock.sleeps, [.seconds(5)])
  }

  func testEachIterationIsAWaitOfItsOwn() async throws {
    let states = states { $0.isMultiple(of: 2) ? .ready("\($0)") : .pending(state: "waiting") }
    let first = try await states.all()
    let second = try await states.all()
    XCTAssertEqual(first.map(\.polls), [1, 2])
    XCTAssertEqual(second.map(\.polls), [1, 2])
    XCTAssertEqual(second.map(\.elapsed), [.zero, .seconds(5)])
    XCTAssertEqual(second.last?.value, "4")
  }

  func testAfterTheEndThereIsNothing() async throws {
    var iterator = states { _ in .ready("done") }.makeAsyncIterator()
    _ = try await iterator.next()
    let after = try await iterator.next()
    XCTAssertNil(after)

    var failed = states { _ in throw MemoriesError(.unauthorized, .refused) }.makeAsyncIterator()
    _ = try await thrownError { try await failed.next() }
    let afterError = try await failed.next()
    XCTAssertNil(afterError)
  }

  // MARK: The deadline

  func testTheLastQuestionIsAskedWhenTheTimeIsUp() async throws {
    var options = WaitOptions()
    options.timeout = .seconds(20)
    let states = states(options) { .pending(state: "state \($0)") }

    let error = try await thrownMemoriesError { try await states.all() }

    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(7.5), .seconds(7.5)])
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.operation, "Test")
    XCTAssertEqual(error.lastState, "state 4")
    XCTAssertEqual(error.attempts, 4)
    XCTAssertTrue("\(error)".contains("asked 4 times in 20.0 seconds"), "\(error)")
    XCTAssertEqual(error.replaySafety, .safe)
    XCTAssertTrue("\(error)".hasSuffix("(4 attempts, the service answered)"), "\(error)")
  }

  func testWhatIsReadyAtTheDeadlineCounts() async throws {
    var options = WaitOptions()
    options.timeout = .seconds(6)
    let found = try await states(options) {
      $0 < 3 ? .pending(state: "") : .ready("done")
    }.all()
    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(1)])
    XCTAssertEqual(found.last?.value, "done")
  }

  func testHalfAnHourIsEnoughByDefault() async throws {
    let states = states { _ in .pending(state: "waiting") }
    let error = try await thrownMemoriesError { try await states.all() }
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(clock.now.offset, .seconds(1800))
    // 5, 7.5, 11.25, 16.875 and 25.3125 seconds, 57 times 30, and what is left; asked at both ends.
    XCTAssertEqual(error.attempts, 64)
  }

  func testWithoutAnyTimeOneQuestionIsAsked() async throws {
    var options = WaitOptions()
    options.timeout = .zero
    let states = states(options) { _ in .pending(state: "waiting") }
    let error = try await thrownMemoriesError { try await states.all() }
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(clock.sleeps, [])
  }

  // MARK: Faults

  func testPassingFaultsAreShownAndDoNotEndTheWait() async throws {
    let faults = [
      lostConnection(), MemoriesError(.timedOut, .notSent),
      MemoriesError(.rateLimited, .refused), MemoriesError(.unexpectedAnswer, .unknown),
      MemoriesError(.busy, .refused), MemoriesError(.refused, .unknown, status: 503),
      MemoriesError(.refused, .unknown, status: 408),
    ]
    let states = states { number in
      if number <= faults.count { throw faults[number - 1] }
      return .ready("done")
    }
    let found = try await states.all()
    XCTAssertEqual(found.map(\.fault), faults + [nil])
    XCTAssertEqual(found.dropLast().compactMap(\.value), [])
    XCTAssertEqual(found.last?.value, "done")
  }

  func testOtherErrorsEndTheWaitAtOnce() async throws {
    let refusals = [
      MemoriesError(.unauthorized, .refused), MemoriesError(.forbidden, .refused),
      MemoriesError(.insufficientBalance, .refused), MemoriesError(.notFound, .refused),
      MemoriesError(.refused, .refused), MemoriesError(.invalidRequest, .notSent),
      MemoriesError(.unexpectedAnswer, .refused), MemoriesError(.unexpectedAnswer, .done),
      MemoriesError(.conflict, .refused), MemoriesError(.refused, .unknown, status: 200),
    ]
    for refusal in refusals {
      let asked = Locked(0)
      let states = states { number in
        asked.withLock { $0 = number }
        throw refusal
      }
      let error = try await thrownMemoriesError { try await states.all() }
      XCTAssertEqual(error, refusal)
      XCTAssertEqual(asked.withLock { $0 }, 1, "\(refusal)")
    }
    XCTAssertEqual(clock.sleeps, [])
  }

  func testAFailureOfTheThingCarriesItsStory() async throws {
    let states = states {
      $0 < 3 ? .pending(state: "UNPARSE") : .failed("FAIL", cause: "Indexing failed.")
    }
    let error = try await thrownMemoriesError { try await states.all() }
    XCTAssertEqual(error.kind, .processingFailed)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.operation, "Test")
    XCTAssertEqual(error.lastState, "FAIL")
    XCTAssertEqual(error.detail, "Indexing failed.")
    XCTAssertEqual(error.attempts, 3)
  }

  func testAnExpiredWaitRemembersTheStateBeforeTheFault() async throws {
    var options = WaitOptions()
    options.timeout = .seconds(5)
    let states = states(options) { number in
      if number == 2 { throw lostConnection() }
      return .pending(state: "UNPARSE")
    }
    let error = try await thrownMemoriesError { try await states.all() }
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(error.lastState, "UNPARSE")
    XCTAssertTrue("\(error)".contains("connection lost"), "\(error)")
  }

  // MARK: Cancellation

  func testCancellationEndsAPause() async throws {
    let clock = TestClock()
    let states = states(on: clock) { _ in .pending(state: "waiting") }
    let waiting = Task { try await states.all() }
    await clock.waitForSleepers(1)
    waiting.cancel()
    let error = try await thrownError { try await waiting.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
    XCTAssertEqual(clock.now.offset, .zero)
  }

  func testCancellationEndsAQuestion() async throws {
    let server = TestClock()
    let states = states { _ in
      try await server.sleep(for: .seconds(1))
      return .ready("too late")
    }
    let waiting = Task { try await states.all() }
    await server.waitForSleepers(1)
    waiting.cancel()
    let error = try await thrownError { try await waiting.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
  }

  // MARK: The observer

  func testEachPauseIsToldWithItsReason() async throws {
    let told = Locked<[String]>([])
    let observer: ClientEvent.Observer = { event in
      guard event.kind == .waiting else { return }
      told.withLock {
        $0.append("\(event.operation) \(event.duration ?? .zero) \(event.reason ?? "?")")
      }
    }
    let states = states(observer: observer) {
      $0 < 3 ? .pending(state: "state \($0)") : .ready("done")
    }
    _ = try await states.all()
    XCTAssertEqual(
      told.withLock { $0 }, ["Test 5.0 seconds state 1", "Test 7.5 seconds state 2"])
  }
}

extension WaitStates {
  /// Every state of one wait.
  fileprivate func all() async throws -> [WaitStates<Value>.Element] {
    var found: [WaitStates<Value>.Element] = []
    for try await state in self { found.append(state) }
    return found
  }
}

private func lostConnection() -> MemoriesError {
  var error = MemoriesError(.transport, .unknown, "connection lost")
  error.transportCode = -1005
  return error
}
