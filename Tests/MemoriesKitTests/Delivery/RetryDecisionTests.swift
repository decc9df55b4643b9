import XCTest

@testable import MemoriesKit

final class RetryDecisionTests: XCTestCase {
  private typealias FailedAttempt = RetryDecision.FailedAttempt

  /// An error as an attempt leaves it.
  private func error(
    _ kind: MemoriesError.Kind, _ outcome: MemoriesError.Outcome, status: Int? = nil,
    retryAfter: Duration? = nil,
    timeLimit: MemoriesError.TimeLimit? = nil
  ) -> MemoriesError {
    var error = MemoriesError(kind, outcome)
    error.status = status
    error.retryAfter = retryAfter
    error.timeLimit = timeLimit
    // Without a code it is a stand-in that refused, which is final.
    if kind == .transport { error.transportCode = -1005 }
    return error
  }

  private func failed(
    _ error: MemoriesError, _ safety: ReplaySafety, failures: Int = 1, timeLeft: Duration? = nil
  ) -> FailedAttempt {
    FailedAttempt(error: error, safety: safety, failures: failures, timeLeft: timeLeft)
  }

  private func decision(
    _ failed: FailedAttempt, policy: RetryPolicy = RetryPolicy(), random: Double = 0.5
  ) -> RetryDecision {
    RetryDecision(failed, policy: policy, random: random)
  }

  private func repeats(_ failed: FailedAttempt, policy: RetryPolicy = RetryPolicy()) -> Bool {
    if case .retry = decision(failed, policy: policy) { true } else { false }
  }

  // MARK: The rules, one by one

  func testWhatMayBeSentAgain() {
    struct Rule {
      let error: MemoriesError
      /// Whether a safe call is sent again, and a billed one. What is never repeated never is.
      let safe: Bool
      let billed: Bool
    }
    let wait = Duration.seconds(1)
    let rules = [
      // The service has said that it did nothing.
      Rule(error: error(.rateLimited, .refused, status: 200), safe: true, billed: true),
      Rule(error: error(.rateLimited, .refused, status: 429), safe: true, billed: true),
      Rule(
        error: error(.rateLimited, .refused, status: 429, retryAfter: wait), safe: true,
        billed: true),
      // It says so, and that it did something too.
      Rule(error: error(.rateLimited, .unknown, status: 200), safe: true, billed: false),
      Rule(error: error(.rateLimited, .unknown, status: 503), safe: true, billed: false),
      // It passes, but what the service did before is not known.
      Rule(error: error(.busy, .refused, status: 200), safe: true, billed: false),
      Rule(error: error(.busy, .refused, status: 409, retryAfter: wait), safe: true, billed: false),
      // Nothing has arrived.
      Rule(error: error(.transport, .notSent), safe: true, billed: true),
      Rule(
        error: error(.timedOut, .notSent, timeLimit: .connect), safe: true,
        billed: true),
      // It may have been accepted.
      Rule(error: error(.transport, .unknown), safe: true, billed: false),
      Rule(error: error(.timedOut, .unknown, timeLimit: .response), safe: true, billed: false),
      Rule(error: error(.timedOut, .unknown, timeLimit: .stall), safe: true, billed: false),
      Rule(error: error(.unexpectedAnswer, .unknown, status: 502), safe: true, billed: false),
      Rule(error: error(.refused, .unknown, status: 500), safe: true, billed: false),
      Rule(error: error(.unexpectedAnswer, .unknown, status: 408), safe: true, billed: false),
      // It is paid for.
      Rule(error: error(.transport, .done, status: 200), safe: true, billed: false),
      Rule(
        error: error(.timedOut, .done, status: 200, timeLimit: .stall), safe: true, billed: false),
      // An overload is a refusal only where the body was not there to be accepted.
      Rule(error: error(.unexpectedAnswer, .unknown, status: 503), safe: true, billed: false),
      Rule(
        error: error(.unexpectedAnswer, .unknown, status: 503, retryAfter: wait), safe: true,
        billed: false),
      Rule(
        error: error(.unexpectedAnswer, .refused, status: 503, retryAfter: wait), safe: true,
        billed: true),
      Rule(
        error: error(.refused, .refused, status: 503, retryAfter: wait), safe: true, billed: true),
      // The answer would be the same. The sentence of a rate limit under status 400 is none.
      Rule(error: error(.refused, .refused, status: 400), safe: false, billed: false),
      Rule(
        error: error(.refused, .refused, status: 400, retryAfter: wait),
        safe: false, billed: false),
      Rule(error: error(.refused, .refused, status: 200), safe: false, billed: false),
      Rule(error: error(.unexpectedAnswer, .unknown, status: 200), safe: false, billed: false),
      Rule(error: error(.unexpectedAnswer, .done, status: 200), safe: false, billed: false),
      Rule(error: error(.unexpectedAnswer, .refused), safe: false, billed: false),
      Rule(error: error(.unauthorized, .refused, status: 401), safe: false, billed: false),
      Rule(error: error(.forbidden, .refused, status: 403), safe: false, billed: false),
      Rule(error: error(.insufficientBalance, .refused, status: 200), safe: false, billed: false),
      Rule(error: error(.notFound, .refused, status: 404), safe: false, billed: false),
      Rule(error: error(.conflict, .refused, status: 409), safe: false, billed: false),
      Rule(error: error(.requestTooLarge, .refused, status: 413), safe: false, billed: false),
      Rule(error: error(.unsupportedMediaType, .refused, status: 415), safe: false, billed: false),
      Rule(error: error(.fileSystem, .notSent), safe: false, billed: false),
      Rule(error: error(.fileSystem, .done, status: 200), safe: false, billed: false),
      Rule(error: error(.tooLarge, .done, status: 200), safe: false, billed: false),
      Rule(error: error(.invalidRequest, .notSent), safe: false, billed: false),
    ]
    for (index, rule) in rules.enumerated() {
      let expected: [(ReplaySafety, Bool)] = [
        (.safe, rule.safe), (.billed, rule.billed), (.never, false),
      ]
      for (safety, isRepeated) in expected {
        let failed = failed(rule.error, safety)
        XCTAssertEqual(repeats(failed), isRepeated, "rule \(index), \(safety): \(rule.error)")
      }
    }
  }

  // MARK: All combinations

  private func forEachCombination(_ body: (FailedAttempt) -> Void) {
    let kinds: [MemoriesError.Kind] = [
      .notConfigured, .invalidRequest, .unauthorized, .forbidden, .insufficientBalance,
      .rateLimited, .busy, .notFound, .conflict, .requestTooLarge, .unsupportedMediaType, .refused,
      .unexpectedAnswer, .transport, .untrustedServer, .intercepted, .timedOut, .fileSystem,
      .unexpectedSize, .tooLarge,
      .waitExpired, .processingFailed, .cancelled,
    ]
    let statuses: [Int?] = [nil, 200, 204, 307, 400, 401, 404, 408, 413, 429, 500, 502, 503, 504]
    let limits: [MemoriesError.TimeLimit?] = [nil, .connect, .stall, .response, .total]
    for safety in [ReplaySafety.safe, .billed, .never] {
      for kind in kinds {
        for outcome in [MemoriesError.Outcome.notSent, .refused, .unknown, .done] {
          for status in statuses {
            for retryAfter in [nil, Duration.zero, .seconds(2)] {
              for limit in kind == .timedOut ? limits : [nil] {
                for timeLeft in [nil, Duration.seconds(600)] {
                  let error = error(
                    kind, outcome, status: status, retryAfter: retryAfter, timeLimit: limit)
                  body(failed(error, safety, timeLeft: timeLeft))
                }
              }
            }
          }
        }
      }
    }
  }

  func testNothingIsEverPaidForTwice() {
    var repeated = 0
    forEachCombination { failed in
      guard failed.safety != .safe, repeats(failed) else { return }
      repeated += 1
      let error = failed.error
      let isProvablyNotAccepted =
        error.kind == .rateLimited && error.outcome == .refused || error.outcome == .notSent
        || error.outcome == .refused && error.status.map(Classification.isAccident) == true
      XCTAssertTrue(isProvablyNotAccepted, "\(failed)")
      XCTAssertEqual(failed.safety, .billed, "\(failed)")
    }
    XCTAssertGreaterThan(repeated, 0)
  }

  func testWhateverIsRepeatedForABilledCallIsRepeatedForASafeOne() {
    forEachCombination { failed in
      guard failed.safety == .billed, repeats(failed) else { return }
      XCTAssertTrue(
        repeats(
          self.failed(
            failed.error, .safe,
            timeLeft: failed.timeLeft)))
    }
  }

  func testATotalThatIsOverEndsEverything() {
    forEachCombination { failed in
      if failed.error.timeLimit == .total { XCTAssertFalse(repeats(failed), "\(failed)") }
    }
    // Also with no time and no pause, where there would be no other reason.
    let over = failed(
      error(.timedOut, .notSent, timeLimit: .total), .safe, timeLeft: .zero)
    XCTAssertEqual(
      decision(over, random: 0), .stop("the time for the whole call is over"))
  }

  // MARK: Downloads that are billed again

  func testAPaidDownloadIsRepeatedOnlyByPermission() {
    let broken = [
      error(.transport, .done, status: 200),
      error(.timedOut, .done, status: 200, timeLimit: .stall),
    ]
    var policy = RetryPolicy()
    policy.repeatsBilledDownloads = true
    for error in broken {
      XCTAssertFalse(repeats(failed(error, .billed)))
      XCTAssertTrue(repeats(failed(error, .billed), policy: policy))
      XCTAssertFalse(repeats(failed(error, .never), policy: policy))
    }
    // The permission is for what is known to be a download that had begun, not for the unknown.
    XCTAssertFalse(repeats(failed(error(.transport, .unknown), .billed), policy: policy))
    XCTAssertFalse(
      repeats(
        failed(error(.unexpectedAnswer, .unknown, status: 502), .billed), policy: policy))
    // What will not change is not asked for again either.
    XCTAssertFalse(
      repeats(failed(error(.fileSystem, .done, status: 200), .billed), policy: policy))
    XCTAssertFalse(repeats(failed(error(.tooLarge, .done, status: 200), .billed), policy: policy))
  }

  // MARK: How often, and after how long

  func testTheNumberOfAttemptsIsKept() {
    var policy = RetryPolicy()
    policy.attempts = 4
    let lost = error(.transport, .unknown)
    for failures in 1...3 {
      XCTAssertTrue(repeats(failed(lost, .safe, failures: failures), policy: policy))
    }
    XCTAssertEqual(
      decision(failed(lost, .safe, failures: 4), policy: policy), .stop("sent 4 times"))
    XCTAssertEqual(
      decision(failed(lost, .safe), policy: .none), .stop("sent once"))
  }

  func testThePauseIsDrawnOrWhatTheServiceAskedForIfThatIsLonger() {
    let lost = failed(error(.transport, .unknown), .safe)
    XCTAssertEqual(decision(lost, random: 0.5), .retry(after: .milliseconds(250)))
    XCTAssertEqual(
      decision(failed(error(.transport, .unknown), .safe, failures: 2), random: 0.5),
      .retry(after: .milliseconds(500)))

    func refused(_ retryAfter: Duration) -> FailedAttempt {
      failed(error(.rateLimited, .refused, retryAfter: retryAfter), .billed)
    }
    XCTAssertEqual(decision(refused(.seconds(7)), random: 0.5), .retry(after: .seconds(7)))
    XCTAssertEqual(decision(refused(.zero), random: 0.5), .retry(after: .milliseconds(250)))
  }

  func testMoreThanTheLongestPauseIsNotWaitedFor() {
    func refused(_ retryAfter: Duration, timeLeft: Duration? = nil) -> FailedAttempt {
      failed(error(.rateLimited, .refused, retryAfter: retryAfter), .billed, timeLeft: timeLeft)
    }
    XCTAssertEqual(decision(refused(.seconds(32))), .retry(after: .seconds(32)))
    XCTAssertEqual(
      decision(refused(.seconds(33))),
      .stop("the service asked to wait 33.0 seconds, and 32.0 seconds is the most that is left"))
    // A total limit says itself how long is too long, in both directions.
    XCTAssertEqual(
      decision(refused(.seconds(33), timeLeft: .seconds(40))), .retry(after: .seconds(33)))
    XCTAssertEqual(
      decision(refused(.seconds(5), timeLeft: .seconds(4))),
      .stop("the service asked to wait 5.0 seconds, and 4.0 seconds is the most that is left"))
  }

  func testAPauseThatWouldOutlastTheCallEndsIt() {
    let lost = failed(error(.transport, .unknown), .safe, timeLeft: .milliseconds(100))
    XCTAssertEqual(decision(lost, random: 0.5), .stop("the pause would outlast the call"))
    XCTAssertEqual(decision(lost, random: 0.1), .retry(after: .milliseconds(50)))
  }

  func testTheReasonIsTheOneThatMatters() {
    let lost = error(.transport, .unknown)
    func reason(_ failed: FailedAttempt) -> String? {
      if case .stop(let reason) = decision(failed, policy: .none) { reason } else { nil }
    }
    XCTAssertEqual(reason(failed(lost, .never)), "this operation is never repeated")
    XCTAssertEqual(
      reason(failed(lost, .billed)), "it may have been accepted, and would be paid for twice")
    XCTAssertEqual(
      reason(failed(error(.transport, .done), .billed)),
      "it is paid for, and would be paid for again")
    XCTAssertEqual(
      reason(failed(error(.refused, .refused, status: 200), .safe)),
      "the answer will not change")
    XCTAssertEqual(
      reason(failed(error(.busy, .refused, status: 200), .billed)),
      "it may have acted before it was busy")
    XCTAssertEqual(
      reason(failed(error(.fileSystem, .notSent), .safe)), "the cause will not pass")
  }
}
