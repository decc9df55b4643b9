extension MemoriesClient {
  /// Sends a request and returns the events of its answer as they come.
  ///
  /// Returns once the service has begun to answer. Between two events ``TimeLimits/stall`` is what may
  /// pass without a byte; give an agent that thinks for minutes more.
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the service may have acted;
  ///   `CancellationError` when it is cancelled before.
  public func events<E: EventOperation>(
    of operation: E, options: CallOptions = CallOptions()
  ) async throws -> EventSequence<E.Event> {
    // Once there are events, the call is over when they are.
    let observation = begin(E.self)
    do {
      return try await courier.events(of: prepared(operation, options, observation)) {
        try E.event(from: $0)
      }
    } catch {
      observation?.end(throwing: error)
      throw error
    }
  }
}
