import Foundation

/// Sends calls to the service and returns the answers: paces them, retries them, and keeps their
/// time limits.
struct Courier: Sendable {
  let engine: any HTTPEngine
  /// Watches the time limits. Its clock is that of the limits, not of the pauses.
  let timer: WatchdogTimer
  /// The clock of the pauses between attempts.
  let clock: any Clock<Duration>
  /// Returns a random number from 0 up to 1.
  let random: @Sendable () -> Double
  let pacer: RatePacer
  let budget: RetryBudget

  /// The most bytes of a successful answer, and of a failed one, that the client reads into memory.
  static let answerLimit = 64 << 20
  static let errorLimit = 1 << 20

  /// The same for one call on another engine, at once and without a second attempt.
  func with(_ engine: some HTTPEngine) -> Courier {
    Courier(
      engine: engine, timer: timer, clock: clock, random: random,
      pacer: RatePacer(limits: [:], clock: clock), budget: RetryBudget(capacity: 0))
  }

  /// The value that an attempt returned, and the refusal if the service refused.
  struct Received<Value: Sendable>: Sendable {
    let value: Value
    var refusal: MemoriesError?
  }

  /// Sends a call as often as its safety and the retry policy allow, and passes each answer to
  /// `receive` as soon as its head arrives.
  ///
  /// When `receive` throws, the courier ends the exchange. When it returns, it has read all that it
  /// wants or will read the rest itself.
  func deliver<Value: Sendable>(
    _ call: PreparedCall, progress: ProgressSink?,
    receive: (IncomingAnswer) async throws -> Received<Value>
  ) async throws -> Received<Value> {
    let stopwatch = Stopwatch(timer.clock)
    var failures = 0
    // What earlier attempts may have made the service do. No later attempt can undo it.
    var earlierOutcome: MemoriesError.Outcome?
    var files: [FileFingerprint]?
    var last: (value: Value?, error: MemoriesError)?
    func finish(with value: Value?, _ error: MemoriesError) throws -> Received<Value> {
      var error = error
      if let earlierOutcome, error.outcome != .done { error.outcome = earlierOutcome }
      guard let value else { throw call.finalError(for: error) }
      return Received(value: value, refusal: call.addingLostUpload(to: error))
    }
    while true {
      let turn: RatePacer.Turn
      do {
        try Task.checkCancellation()
        guard let next = try await waitForTurn(call, stopwatch, isFirst: last == nil) else {
          guard let last else { throw call.completed(Self.noTurnError, attempts: 0) }
          var error = last.error
          reportNoRetry(of: call, error, attempt: failures, because: Self.noTurnReason)
          error.detail = error.detail.map { "\($0); \(Self.noTurnReason)" } ?? Self.noTurnReason
          return try finish(with: last.value, error)
        }
        turn = next
      } catch is CancellationError {
        return try finish(with: nil, cancellation(of: call, attempts: failures))
      }
      var value: Value?
      let error: MemoriesError
      switch await attempt(call, number: failures + 1, stopwatch, &files, progress, receive) {
      case .success(let received):
        guard let refusal = received.refusal else {
          budget.succeeded()
          pacer.succeeded(call.traits.rateGroup)
          return received
        }
        (value, error) = (received.value, refusal)
      case .failure(let failure):
        error = failure
      }
      failures += 1
      if error.outcome == .done || error.outcome == .unknown && earlierOutcome == nil {
        earlierOutcome = error.outcome
      }
      // A cancelled task waits for no other attempt.
      if error.kind == .cancelled { return try finish(with: nil, error) }
      if error.kind == .rateLimited { pacer.refused(turn, retryAfter: error.retryAfter) }
      guard let pause = pause(before: failures + 1, of: call, after: error, stopwatch) else {
        return try finish(with: value, error)
      }
      last = (value, error)
      do {
        try await Stopwatch(clock).sleep(for: pause)
      } catch {
        return try finish(with: nil, cancellation(of: call, attempts: failures))
      }
    }
  }

  /// The error of a task that was cancelled during a pause, when nothing is on the wire.
  private func cancellation(of call: PreparedCall, attempts: Int) -> MemoriesError {
    call.completed(MemoriesError(.cancelled, .notSent), attempts: attempts)
  }

  private static var noTurnError: MemoriesError {
    var error = MemoriesError(.timedOut, .notSent, "its turn would come too late")
    error.timeLimit = .total
    return error
  }

  /// Returns the pause before the next attempt; nil when there must not be one.
  private func pause(
    before attempt: Int, of call: PreparedCall, after error: MemoriesError, _ stopwatch: Stopwatch
  ) -> Duration? {
    let failed = RetryDecision.FailedAttempt(
      error: error, safety: call.traits.safety, failures: attempt - 1,
      timeLeft: call.limits.total.map { $0 - stopwatch.elapsed() })
    var decision = RetryDecision(failed, policy: call.policy, random: random())
    if case .retry = decision, !budget.spend() {
      decision = .stop("too many calls of this client have failed lately")
    }
    switch decision {
    case .retry(let pause):
      call.observation?.report(.repeating) { event in
        event.attempt = attempt
        event.duration = pause
        event.error = error
      }
      return pause
    case .stop(let reason):
      reportNoRetry(of: call, error, attempt: attempt - 1, because: reason)
      return nil
    }
  }

  private func reportNoRetry(
    of call: PreparedCall, _ error: MemoriesError, attempt: Int, because reason: String
  ) {
    call.observation?.report(.notRepeating) { event in
      event.attempt = attempt
      event.error = error
      event.reason = reason
    }
  }

  private static let noTurnReason = "within its total limit there was no turn for another attempt"

  /// Waits until the rate pacer lets the call go. Returns nil at once when that would be after the
  /// end of the call's total limit.
  private func waitForTurn(
    _ call: PreparedCall, _ stopwatch: Stopwatch, isFirst: Bool
  ) async throws -> RatePacer.Turn? {
    let timeLeft = call.limits.total.map { $0 - stopwatch.elapsed() }
    // An attempt that must run into the limit would hide the error of the attempt before it.
    if !isFirst, let timeLeft, timeLeft <= .zero { return nil }
    guard let turn = pacer.turn(for: call.traits.rateGroup, within: timeLeft) else { return nil }
    guard turn.wait > .zero else { return turn }
    call.observation?.report(.waiting) { event in
      event.duration = turn.wait
      event.reason = "the pace of \(call.traits.rateGroup) calls, after the service asked for fewer"
    }
    do {
      try await Stopwatch(clock).sleep(for: turn.wait)
    } catch {
      pacer.cancel(turn)
      throw error
    }
    return turn
  }
}

extension Courier {
  /// Sends a call and reads the answer, which may be a refusal.
  func answer<Output>(
    _ call: PreparedCall, as format: AnswerFormat<Output>, progress: ProgressSink?,
    problem: (Output) -> String? = { _ in nil }
  ) async throws -> Received<Reply<Output>> {
    try await deliver(call, progress: progress) { answer in
      let raw = try AnswerReading.answer(
        in: try await answer.collect(), status: answer.head.status,
        contentType: answer.head.headers["Content-Type"], frame: format.frame)
      let drift = DriftLog()
      let reply = Reply(
        envelope: try format.envelope(of: raw, drift: drift, problem: problem),
        status: answer.head.status,
        headers: answer.head.headers, requestID: answer.requestID ?? raw.remarks.requestID,
        attempts: answer.attempt, duration: answer.stopwatch.elapsed(), drift: drift.entries)
      for entry in reply.drift { call.observation?.report(.drift) { $0.drift = entry } }
      return Received(
        value: reply,
        refusal: raw.failure.map { MemoriesError($0, raw.remarks) })
    }
  }
}
