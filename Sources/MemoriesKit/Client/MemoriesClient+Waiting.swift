extension MemoriesClient {
  /// Waits until searches find a video, and returns what the service then knows of it.
  ///
  /// A passing fault does not end the wait, and neither does a service that says it is busy. Any
  /// other refusal does, and so does the time-out of the options, with an error that carries the
  /// last state. To the service an unknown number looks like a video that is not visible yet, so
  /// that a wrong one is waited for until the time-out.
  ///
  /// A video in a folder is found by its number alone: leave ``LibraryScope/folder(_:)`` out, which is
  /// refused before the service is asked.
  public func waitUntilSearchable(
    _ videoNo: VisualSearch.VideoNo, scope: LibraryScope? = nil, options: WaitOptions? = nil
  ) async throws -> VisualSearch.VideoMetadata {
    try await last(of: statesUntilSearchable(videoNo, scope: scope, options: options))
  }

  /// The states of a video until searches find it, for those who show them.
  public func statesUntilSearchable(
    _ videoNo: VisualSearch.VideoNo, scope: LibraryScope? = nil, options: WaitOptions? = nil
  ) -> WaitStates<VisualSearch.VideoMetadata> {
    states(of: VisualSearch.GetMetadata(videoNo, scope: scope), options: options)
  }

  /// Waits until an asset can be used, and returns what the service then knows of it.
  public func waitUntilReady(
    _ assetID: VisualIntelligence.AssetID, options: WaitOptions? = nil
  ) async throws -> VisualIntelligence.Asset {
    try await last(of: statesUntilReady(assetID, options: options))
  }

  /// The states of an asset until it can be used, for those who show them.
  public func statesUntilReady(
    _ assetID: VisualIntelligence.AssetID, options: WaitOptions? = nil
  ) -> WaitStates<VisualIntelligence.Asset> {
    states(of: VisualIntelligence.GetAssetMetadata(assetID), options: options)
  }

  /// Asks a question until its answer is final, and returns what was waited for.
  ///
  /// A passing fault does not end the wait. A refusal does, and so does the time-out of the options,
  /// with an error that carries the last state.
  public func wait<Question: PolledOperation>(
    for question: Question, options: WaitOptions? = nil
  ) async throws -> Question.Awaited {
    try await last(of: states(of: question, options: options))
  }

  /// What the service says while something is being waited for, for those who show it.
  public func states<Question: PolledOperation>(
    of question: Question, options: WaitOptions? = nil
  ) -> WaitStates<Question.Awaited> {
    WaitStates(
      operation: Question.traits.name, options: options ?? configuration.waiting,
      clock: configuration.clock, random: configuration.random, observer: configuration.observer
    ) { wait in
      // Waiting is asking again anyway.
      question.result(
        in: try await send(question, options: CallOptions(retry: RetryPolicy.none), within: wait))
    }
  }

  /// What was waited for.
  func last<Value>(of states: WaitStates<Value>) async throws -> Value {
    for try await state in states {
      if state.isFinal, let value = state.value { return value }
    }
    // A sequence of states ends with the final one or throws.
    throw MemoriesError(.waitExpired, .done)
  }
}
