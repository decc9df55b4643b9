// Here, and nowhere else, it is told what may have happened when an exchange brought no value.

extension IncomingAnswer {
  /// The error that ends this attempt, whatever was met, with all that is known of it.
  func failure(_ error: any Error) -> MemoriesError {
    let failure: MemoriesError =
      switch error {
      case let error as MemoriesError: withCorrectedOutcome(error)
      case let failure as TransportFailure: withStatus(described(failure))
      case let reached as TimeLimitReached: withStatus(described(reached))
      // It was we who broke off, and not a server that had made up its mind.
      case is CancellationError:
        withStatus(MemoriesError(.cancelled, outcome(ofBody: exchange.reach == .part)))
      default: withStatus(MemoriesError(.unexpectedAnswer, outcome, Excerpt.describe(error)))
      }
    return call.completed(withRemarks(failure), attempts: attempt)
  }

  private func described(_ failure: TransportFailure) -> MemoriesError {
    switch failure {
    case .body(let cause as FileFailure):
      return MemoriesError(cause, outcome(ofBody: true))
    case .body(let cause):
      return MemoriesError(.transport, outcome(ofBody: true), "\(cause)")
    case .overflow(let cause):
      return MemoriesError(cause, outcome)
    case .intercepted(let reason):
      return MemoriesError(.intercepted, .notSent, reason)
    case .untrusted(let reason):
      return MemoriesError(.untrustedServer, outcome, reason)
    case .tooLarge:
      if let expected = call.fileSize.expected {
        return MemoriesError(.unexpectedSize, outcome, "more than the expected \(expected) bytes")
      }
      return MemoriesError(
        .tooLarge, outcome, "more than the allowed \(call.fileSize.maximum ?? 0) bytes")
    case .connection(let code, let reason):
      var error = MemoriesError(.transport, outcome, reason)
      error.transportCode = code
      return error
    }
  }

  private func described(_ reached: TimeLimitReached) -> MemoriesError {
    var error = MemoriesError(.timedOut, outcome)
    error.timeLimit = reached.limit
    return error
  }

  /// An error that is not about the answer, with the status of the answer that had begun.
  private func withStatus(_ error: MemoriesError) -> MemoriesError {
    guard head.status > 0 else { return error }
    var error = error
    error.status = head.status
    return error
  }

  /// An error that the answer itself is, with the outcome that the way of the request allows.
  private func withCorrectedOutcome(_ error: MemoriesError) -> MemoriesError {
    var error = error
    // Overload, told before the body was there to be accepted.
    if error.outcome == .unknown, error.status == 503, !wasFullySent,
      withRemarks(error).retryAfter != nil
    {
      error.outcome = .refused
    }
    // Whoever refuses behind a redirect does not speak for the service, which has answered once.
    if error.outcome == .refused, redirectCount > 0, call.traits.safety != .safe {
      error.outcome = .unknown
    }
    return error
  }

  /// An error with what the head says about the request and about trying again. Where it says
  /// nothing, that of the body stays.
  private func withRemarks(_ error: MemoriesError) -> MemoriesError {
    var error = error
    error.retryAfter = RetryAfter.delay(in: head.headers) ?? error.retryAfter
    error.requestID = requestID ?? error.requestID
    return error
  }

  /// Whether all of the request has left, so that it may have been accepted. Without a body it has
  /// as soon as there is an answer.
  private var wasFullySent: Bool {
    guard let length = exchange.bodyLength else { return true }
    return exchange.snapshot.bytesSent >= length
  }

  private var outcome: MemoriesError.Outcome { outcome(ofBody: false) }

  /// What the service may have done when the exchange ended early.
  ///
  /// - Parameter failed: Whether we ended the body ourselves before its end, which therefore never
  ///   came: a request whose announced length is not there must not be acted on (RFC 9112, 8).
  private func outcome(ofBody failed: Bool) -> MemoriesError.Outcome {
    // The service has answered once; that it sent us to where nobody is does not undo that.
    if redirectCount > 0 { return call.isStream && head.isSuccess ? .done : .unknown }
    if failed || exchange.reach == .nothing { return .notSent }
    // A file is billed before its first byte, and events come from work that has begun.
    if call.isStream, head.isSuccess { return .done }
    return .unknown
  }
}

extension MemoriesError {
  init(_ failure: FileFailure, _ outcome: MemoriesError.Outcome) {
    self.init(.fileSystem, outcome)
    fileFailure = failure
  }
}
