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
  /// - Throws: ``MemoriesError``, also when the service refuses, and when the task is cancelled
  ///   after the service may have acted; `CancellationError` when it is cancelled before, or when
  ///   the request is ``ReplaySafety/safe``.
  public func send<E: AnsweredOperation>(
    _ endpoint: E, options: CallOptions = CallOptions()
  ) async throws -> E.Output {
    try await output(of: endpoint, options, nil)
  }

  /// Sends a request, tells how far the transfer is, and returns the output.
  ///
  /// ```swift
  /// let receipt = try await client.send(upload) { progress in show(progress.fraction) }
  /// ```
  ///
  /// - Parameters:
  ///   - endpoint: The request.
  ///   - options: What this call does differently.
  ///   - isolation: The actor that the handler runs on, which is the caller's.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
  /// - Throws: ``MemoriesError``, also when the service refuses, and when the task is cancelled
  ///   after the service may have acted; `CancellationError` when it is cancelled before, or when
  ///   the request is ``ReplaySafety/safe``.
  public func send<E: AnsweredOperation>(
    _ endpoint: E, options: CallOptions = CallOptions(),
    isolation: isolated (any Actor)? = #isolation, progress: TransferProgress.Handler
  ) async throws -> E.Output {
    try await ProgressRelay.relaying(to: progress) { try await output(of: endpoint, options, $0) }
  }

  private func output<E: AnsweredOperation>(
    of endpoint: E, _ options: CallOptions, _ progress: ProgressSink?
  ) async throws -> E.Output {
    try await send(endpoint, options: options, progress: progress, within: nil)
  }

  /// The same, as a part of a wait.
  func send<E: AnsweredOperation>(
    _ endpoint: E, options: CallOptions, progress: ProgressSink? = nil,
    within wait: ClientEvent.CallID?
  ) async throws -> E.Output {
    try await agreed(to: endpoint, options: options, progress: progress, within: wait)
      .result.get()
  }

  /// The whole answer of a service that agreed.
  func agreed<E: AnsweredOperation>(
    to endpoint: E, options: CallOptions, progress: ProgressSink? = nil,
    within wait: ClientEvent.CallID?
  ) async throws -> Reply<E.Output> {
    try await observing(E.self, within: wait) { call in
      let received = try await received(endpoint, options, progress, call)
      if let refusal = received.refusal { throw refusal }
      return received.value
    }
  }

  /// Sends a request and returns the whole answer. When the service refuses, that is a value here
  /// and not an error.
  ///
  /// - Throws: ``MemoriesError`` when there is no answer, or one that is no envelope; when the task
  ///   is cancelled, the same as ``send(_:options:)``.
  public func reply<E: AnsweredOperation>(
    to endpoint: E, options: CallOptions = CallOptions()
  ) async throws -> Reply<E.Output> {
    try await whole(of: endpoint, options, nil)
  }

  /// Sends a request, tells how far the transfer is, and returns the whole answer.
  ///
  /// - Parameters:
  ///   - endpoint: The request.
  ///   - options: What this call does differently.
  ///   - isolation: The actor that the handler runs on, which is the caller's.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
  /// - Throws: ``MemoriesError`` when there is no answer, or one that is no envelope; when the task
  ///   is cancelled, the same as ``send(_:options:)``.
  public func reply<E: AnsweredOperation>(
    to endpoint: E, options: CallOptions = CallOptions(),
    isolation: isolated (any Actor)? = #isolation, progress: TransferProgress.Handler
  ) async throws -> Reply<E.Output> {
    try await ProgressRelay.relaying(to: progress) { try await whole(of: endpoint, options, $0) }
  }

  private func whole<E: AnsweredOperation>(
    of endpoint: E, _ options: CallOptions, _ progress: ProgressSink?
  ) async throws -> Reply<E.Output> {
    try await observing(E.self) { call in
      let received = try await received(endpoint, options, progress, call)
      if let refusal = received.refusal { call?.end(throwing: refusal) }
      return received.value
    }
  }

  private func received<E: AnsweredOperation>(
    _ endpoint: E, _ options: CallOptions, _ progress: ProgressSink?, _ call: Call?
  ) async throws -> Courier.Received<Reply<E.Output>> {
    var order = try order(for: endpoint, options, call)
    order.trace = trace(of: endpoint)
    return try await courier.answer(order, as: E.answerFormat, progress: progress)
  }
}
