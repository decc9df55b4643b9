import Foundation

extension MemoriesClient {
  /// Sends a request and returns its output.
  ///
  /// After a failure that may pass it is sent again, up to three times in all, where that cannot be
  /// paid for twice: see ``RetryPolicy`` and ``ReplaySafety``.
  ///
  /// - Parameters:
  ///   - endpoint: The request.
  ///   - options: What this call does differently.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
  /// - Throws: ``MemoriesError``, also when the service refuses, and when the task is cancelled
  ///   after the service may have acted; `CancellationError` when it is cancelled before, or when
  ///   the request is ``ReplaySafety/safe``.
  public func send<E: Endpoint>(
    _ endpoint: E, options: CallOptions = CallOptions(), progress: ProgressHandler? = nil
  ) async throws -> E.Output {
    let (reply, order) = try await answer(to: endpoint, options, progress)
    switch reply.result {
    case .success(let output):
      return output
    case .failure(let failure):
      var error = MemoriesError(failure)
      error.retryAfter = RetryAfter.delay(in: reply.headers)
      throw courier.finished(error, order, attempts: reply.attempts)
    }
  }

  /// Sends a request and returns the whole answer. When the service refuses, that is a value here
  /// and not an error.
  ///
  /// - Throws: ``MemoriesError`` when there is no answer, or one that is no envelope; when the task
  ///   is cancelled, the same as ``send(_:options:progress:)``.
  public func reply<E: Endpoint>(
    to endpoint: E, options: CallOptions = CallOptions(), progress: ProgressHandler? = nil
  ) async throws -> Reply<E.Output> {
    try await answer(to: endpoint, options, progress).0
  }

  private func answer<E: Endpoint>(
    to endpoint: E, _ options: CallOptions, _ progress: ProgressHandler?
  ) async throws -> (Reply<E.Output>, Order) {
    let order = try order(for: endpoint, options)
    let trace = trace(of: endpoint)
    let answer: Courier.Answer
    do {
      answer = try await courier.fetch(order, progress: progress)
    } catch {
      throw tracing(error, trace)
    }
    do {
      let drift = DriftLog()
      let envelope = try AnswerReading.read(answer.envelope, as: E.Output.self, drift: drift)
      for entry in drift.entries {
        configuration.observer?(.drift(operation: order.operation, entry))
      }
      let reply = Reply(
        envelope: envelope, status: answer.head.status, headers: answer.head.headers,
        attempts: answer.attempts, duration: answer.duration, drift: drift.entries)
      return (reply, order)
    } catch {
      throw courier.finished(error, order, attempts: answer.attempts)
    }
  }
}
