extension MemoriesClient {
  /// Sends a request and returns the events of the answer while they arrive.
  ///
  /// This method returns when the answer has begun. ``TimeLimits/stall`` limits the time between
  /// two events; set a longer one for an agent that thinks for minutes.
  ///
  /// - Parameters:
  ///   - operation: The request.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the service may have acted;
  ///   `CancellationError` when it is cancelled before.
  public func events<E: EventOperation>(
    of operation: E, options: CallOptions = CallOptions()
  ) async throws -> EventSequence<E.Event> {
    try await observing(E.self, isWhole: false) { observation in
      try await courier.events(of: prepared(operation, options, observation), end: E.end) {
        try E.event(from: $0)
      }
    }
  }
}
