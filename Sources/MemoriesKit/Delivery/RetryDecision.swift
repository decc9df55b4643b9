/// Whether the client retries after a failed attempt.
enum RetryDecision: Equatable {
  case retry(after: Duration)
  case stop(String)

  /// What the decision depends on.
  struct FailedAttempt {
    let error: MemoriesError
    let safety: ReplaySafety
    let failures: Int
    /// The time that is left of the call's total limit; nil without such a limit.
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
    // A total limit says how long is too long, so the policy's longest pause does not count then.
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

  /// The reason not to send the call again; nil when the client may.
  private static func reasonToStop(after failed: FailedAttempt, _ policy: RetryPolicy) -> String? {
    let error = failed.error
    // Check this first, so that no mistake in the rules below can send such a call twice.
    if failed.safety == .never { return "this operation is never repeated" }
    if error.timeLimit == .total { return "the time for the whole call is over" }

    switch error.kind {
    case .rateLimited:
      // The service says that it did nothing, unless the same answer contradicts that.
      if error.outcome == .refused || error.outcome == .notSent { return nil }
    case .busy:
      // Nobody documents what the service may have done before it reported that it was busy.
      if failed.safety != .safe { return "it may have acted before it was busy" }
    case .transport, .timedOut:
      // Certainly nothing arrived.
      if error.outcome == .notSent { return nil }
    case .unexpectedAnswer, .refused:
      guard let status = error.status, Classification.isAccident(status) else {
        return "the answer will not change"
      }
      // The server failed before it could act.
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
