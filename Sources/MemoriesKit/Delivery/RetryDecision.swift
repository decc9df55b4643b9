/// Whether a failed attempt is followed by another.
enum RetryDecision: Equatable {
  case retry(after: Duration)
  case stop(String)

  /// What is known of an attempt that failed.
  struct FailedAttempt {
    let error: MemoriesError
    let safety: ReplaySafety
    let failures: Int
    /// What is left of the call's total limit.
    let timeLeft: Duration?
  }

  init(_ failed: FailedAttempt, policy: RetryPolicy, random: Double) {
    if let reason = Self.reasonToStop(after: failed, policy) {
      self = .stop(reason)
      return
    }
    guard failed.failures < policy.attempts else {
      self = .stop("sent \(failed.failures == 1 ? "once" : "\(failed.failures) times")")
      return
    }
    let pause = policy.pause(after: failed.failures, random: random)
    let requestedPause = failed.error.retryAfter ?? .zero
    // Whoever has a limit for the whole call has said how long is too long.
    let allowed = failed.timeLeft ?? policy.longestPause
    guard requestedPause <= allowed else {
      self = .stop(
        "the service asked to wait \(requestedPause), and \(allowed) is the most that is left")
      return
    }
    guard pause <= allowed else {
      self = .stop("the pause would outlast the call")
      return
    }
    self = .retry(after: max(pause, requestedPause))
  }

  /// Why the call must not be sent again; nil when it may.
  private static func reasonToStop(after failed: FailedAttempt, _ policy: RetryPolicy) -> String? {
    let error = failed.error
    // What was never sent again by any rule cannot be sent twice by a wrong one.
    if failed.safety == .never { return "this operation is never repeated" }
    if error.timeLimit == .total { return "the time for the whole call is over" }

    switch error.kind {
    case .rateLimited:
      // The service says itself that it did nothing; unless the same answer says otherwise.
      if error.outcome == .refused || error.outcome == .notSent { return nil }
    case .busy:
      // It is not documented what the service may have done before it gave up.
      if failed.safety != .safe { return "it may have acted before it was busy" }
    case .transport, .timedOut:
      // It is proved that nothing arrived.
      if error.outcome == .notSent { return nil }
    case .unexpectedAnswer, .refused:
      guard let status = error.status, Classification.isAccident(status) else {
        return "the answer will not change"
      }
      // An accident that the service had before it could act.
      if error.outcome == .refused { return nil }
    default:
      return "the cause will not pass"
    }

    if failed.safety == .safe { return nil }
    if error.outcome == .done {
      return policy.repeatsBilledDownloads ? nil : "it is paid for, and would be paid for again"
    }
    return "it may have been accepted, and would be paid for twice"
  }
}
