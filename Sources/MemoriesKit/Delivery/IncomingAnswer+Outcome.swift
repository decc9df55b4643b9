// Here it is decided what the service may have done when an exchange broke off. When an answer came,
// its reader decides; `Courier` adds what an earlier attempt may have done.

extension IncomingAnswer {
  /// Turns whatever ended this attempt into a complete error.
  func failure(_ error: any Error) -> MemoriesError {
    let failure: MemoriesError =
      switch error {
      case let error as MemoriesError: withCorrectedOutcome(error)
      case let failure as TransportFailure: withStatus(described(failure))
      case let reached as TimeLimitReached: withStatus(described(reached))
      // Cancelled with a part of the body sent: this client broke off, so the server cannot have
      // acted. When the connection breaks, or the server stops reading until a limit runs out, it may
      // have done so because it had decided already; then the outcome is unknown.
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

  /// Adds the status of the answer, if one had begun, to an error that is not about the answer.
  private func withStatus(_ error: MemoriesError) -> MemoriesError {
    guard head.status > 0 else { return error }
    var error = error
    error.status = head.status
    return error
  }

  /// Corrects the outcome of a refusal by what this client knows of the request.
  private func withCorrectedOutcome(_ error: MemoriesError) -> MemoriesError {
    var error = error
    // The server reported overload before it had the whole body, so it cannot have accepted it.
    if error.outcome == .unknown, error.status == 503, !wasFullySent,
      withRemarks(error).retryAfter != nil
    {
      error.outcome = .refused
    }
    // A refusal after a redirect does not speak for the service, which has already answered once.
    if error.outcome == .refused, redirectCount > 0, call.traits.safety != .safe {
      error.outcome = .unknown
    }
    return error
  }

  /// Adds what the head says about the request and about retrying. Where the head says nothing, the
  /// values from the body stay.
  private func withRemarks(_ error: MemoriesError) -> MemoriesError {
    var error = error
    error.retryAfter = RetryAfter.delay(in: head.headers) ?? error.retryAfter
    error.requestID = requestID ?? error.requestID
    return error
  }

  /// Whether the whole request has left, so that the service may have accepted it. A request
  /// without a body has left when its answer arrives.
  private var wasFullySent: Bool {
    guard let length = exchange.bodyLength else { return true }
    return exchange.snapshot.bytesThatMayHaveLeft >= length
  }

  private var outcome: MemoriesError.Outcome { outcome(ofBody: false) }

  /// What the service may have done when the exchange ended early.
  ///
  /// - Parameter failed: Whether this client ended the body before its end. A server must not act
  ///   on a request that is shorter than its announced length (RFC 9112, 8).
  private func outcome(ofBody failed: Bool) -> MemoriesError.Outcome {
    // The service has already answered once. A failure after its redirect does not undo that.
    if redirectCount > 0 { return call.isStream && head.isSuccess ? .done : .unknown }
    // An answer that has begun may have come from a service that needed no more of the body.
    let reach = exchange.reach
    if reach == .nothing || failed && reach != .answered { return .notSent }
    // The service bills a file before it sends the first byte, and sends events only for work that
    // it has begun.
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
