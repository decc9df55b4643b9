import Foundation

extension MemoriesClient {
  /// Sends a request and returns its output.
  ///
  /// After a temporary failure the client sends the request again, up to three times in all, where
  /// that cannot be billed twice: see ``RetryPolicy`` and ``ReplaySafety``.
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the service refuses, and when the task is cancelled
  ///   after the service may have acted; `CancellationError` when it is cancelled before, or when
  ///   the request is ``ReplaySafety/safe``.
  public func send<E: AnsweredOperation>(
    _ operation: E, options: CallOptions = CallOptions()
  ) async throws -> E.Output {
    try await send(operation, options: options, within: nil)
  }

  /// Sends a request of which the service tells nothing but that it is done.
  ///
  /// ```swift
  /// try await client.send(VisualSearch.DeleteFolder(folder.id))
  /// ```
  @discardableResult
  public func send<E: AnsweredOperation>(
    _ operation: E, options: CallOptions = CallOptions()
  ) async throws -> NoOutput where E.Output == NoOutput {
    try await send(operation, options: options, within: nil)
  }

  /// Sends a request, reports progress, and returns its output.
  ///
  /// ```swift
  /// let receipt = try await client.send(upload) { progress in show(progress.fraction) }
  /// ```
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - options: What this call does differently.
  ///   - isolation: The actor of the caller, on which the handler runs.
  ///   - progress: Gets the progress, at most ten times a second.
  /// - Throws: ``MemoriesError``, also when the service refuses, and when the task is cancelled
  ///   after the service may have acted; `CancellationError` when it is cancelled before, or when
  ///   the request is ``ReplaySafety/safe``.
  public func send<E: AnsweredOperation>(
    _ operation: E, options: CallOptions = CallOptions(),
    isolation: isolated (any Actor)? = #isolation, progress: TransferProgress.Handler
  ) async throws -> E.Output {
    try await ProgressRelay.relaying(to: progress) {
      try await send(operation, options: options, progress: $0, within: nil)
    }
  }

  /// The same, as a part of a wait.
  func send<E: AnsweredOperation>(
    _ operation: E, options: CallOptions, progress: ProgressSink? = nil,
    within wait: ClientEvent.CallID?
  ) async throws -> E.Output {
    try await successfulReply(to: operation, options: options, progress: progress, within: wait)
      .result.get()
  }

  /// The whole answer; throws when the service refuses.
  func successfulReply<E: AnsweredOperation>(
    to operation: E, options: CallOptions, progress: ProgressSink? = nil,
    within wait: ClientEvent.CallID?
  ) async throws -> Reply<E.Output> {
    try await observing(E.self, within: wait) { observation in
      let received = try await fetchReply(operation, options, progress, observation)
      if let refusal = received.refusal { throw refusal }
      return received.value
    }
  }

  /// Sends a request and returns the whole answer. A refusal is a value here, not an error.
  ///
  /// - Throws: ``MemoriesError`` when there is no answer, or one that is no envelope; when the task
  ///   is cancelled, the same as ``send(_:options:)->E.Output``.
  public func reply<E: AnsweredOperation>(
    to operation: E, options: CallOptions = CallOptions()
  ) async throws -> Reply<E.Output> {
    try await anyReply(of: operation, options, nil)
  }

  /// Sends a request, reports progress, and returns the whole answer. A refusal is a value here,
  /// not an error.
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - options: What this call does differently.
  ///   - isolation: The actor of the caller, on which the handler runs.
  ///   - progress: Gets the progress, at most ten times a second.
  /// - Throws: ``MemoriesError`` when there is no answer, or one that is no envelope; when the task
  ///   is cancelled, the same as ``send(_:options:)->E.Output``.
  public func reply<E: AnsweredOperation>(
    to operation: E, options: CallOptions = CallOptions(),
    isolation: isolated (any Actor)? = #isolation, progress: TransferProgress.Handler
  ) async throws -> Reply<E.Output> {
    try await ProgressRelay.relaying(to: progress) {
      try await anyReply(of: operation, options, $0)
    }
  }

  private func anyReply<E: AnsweredOperation>(
    of operation: E, _ options: CallOptions, _ progress: ProgressSink?
  ) async throws -> Reply<E.Output> {
    try await observing(E.self) { observation in
      let received = try await fetchReply(operation, options, progress, observation)
      if let refusal = received.refusal { observation?.end(throwing: refusal) }
      return received.value
    }
  }

  private func fetchReply<E: AnsweredOperation>(
    _ operation: E, _ options: CallOptions, _ progress: ProgressSink?,
    _ observation: CallObservation?
  ) async throws -> Courier.Received<Reply<E.Output>> {
    let call = try prepared(operation, options, observation)
    return try await courier.answer(call, as: E.answerFormat, progress: progress) {
      operation.problem(with: $0)
    }
  }
}
