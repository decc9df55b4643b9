extension MemoriesClient {
  /// Waits until searches find a video, and returns its metadata.
  ///
  /// A temporary error does not end the wait, nor does a busy service. Any other refusal does, and
  /// so does the time-out, with an error that carries the last state. The service answers the same
  /// for an unknown number as for a video that is not visible yet. So the wait for a wrong number
  /// ends with the time-out.
  ///
  /// The number alone identifies a video in a folder, and the service takes no folder here. The
  /// client refuses ``LibraryScope/folder(_:)`` before it sends anything.
  public func waitUntilSearchable(
    _ videoNo: VisualSearch.VideoNo, scope: LibraryScope? = nil, options: WaitOptions? = nil
  ) async throws -> VisualSearch.VideoMetadata {
    try await last(of: statesUntilSearchable(videoNo, scope: scope, options: options))
  }

  /// The states of a video until searches find it, for apps that show them.
  public func statesUntilSearchable(
    _ videoNo: VisualSearch.VideoNo, scope: LibraryScope? = nil, options: WaitOptions? = nil
  ) -> WaitStates<VisualSearch.VideoMetadata> {
    states(of: VisualSearch.GetMetadata(videoNo, scope: scope), options: options)
  }

  /// Waits until the videos of an import are indexed, and returns their metadata.
  ///
  /// Some of them may have failed; their status says so. The wait fails when all have. The service
  /// knows no end of an import, and some tasks stay empty for ever, so the wait may end with the
  /// time-out.
  ///
  /// - Parameters:
  ///   - taskID: The import.
  ///   - count: How many videos to wait for. Without it, the wait is over as soon as all videos that
  ///     the service lists are indexed, and more may follow.
  ///   - scope: The named scope that the videos were imported to.
  ///   - options: How often to poll, and for how long.
  public func waitForImport(
    _ taskID: VisualSearch.TaskID, expecting count: Int? = nil, scope: LibraryScope? = nil,
    options: WaitOptions? = nil
  ) async throws -> [VisualSearch.VideoMetadata] {
    try await last(of: statesOfImport(taskID, expecting: count, scope: scope, options: options))
  }

  /// The states of an import until its videos are indexed, for apps that show them.
  public func statesOfImport(
    _ taskID: VisualSearch.TaskID, expecting count: Int? = nil, scope: LibraryScope? = nil,
    options: WaitOptions? = nil
  ) -> WaitStates<[VisualSearch.VideoMetadata]> {
    states(
      of: VisualSearch.GetImport(taskID, expecting: count, scope: scope), options: options)
  }

  /// Waits until an asset is ready, and returns its metadata.
  public func waitUntilReady(
    _ assetID: VisualIntelligence.AssetID, options: WaitOptions? = nil
  ) async throws -> VisualIntelligence.Asset {
    try await last(of: statesUntilReady(assetID, options: options))
  }

  /// The states of an asset until it is ready, for apps that show them.
  public func statesUntilReady(
    _ assetID: VisualIntelligence.AssetID, options: WaitOptions? = nil
  ) -> WaitStates<VisualIntelligence.Asset> {
    states(of: VisualIntelligence.GetAssetMetadata(assetID), options: options)
  }

  /// Polls until the answer is final, and returns the awaited value.
  ///
  /// A temporary error does not end the wait. A refusal does, and so does the time-out, with an
  /// error that carries the last state.
  public func wait<Question: PolledOperation>(
    for question: Question, options: WaitOptions? = nil
  ) async throws -> Question.Awaited {
    try await last(of: states(of: question, options: options))
  }

  /// The states of something that the caller waits for, for apps that show them.
  public func states<Question: PolledOperation>(
    of question: Question, options: WaitOptions? = nil
  ) -> WaitStates<Question.Awaited> {
    WaitStates(
      operation: Question.traits.name, safety: Question.traits.safety,
      options: options ?? configuration.waiting,
      clock: configuration.clock, random: configuration.random, observer: configuration.observer
    ) { wait in
      // A failed poll needs no retry, because the next poll follows anyway.
      question.result(
        in: try await send(question, options: CallOptions(retry: RetryPolicy.none), within: wait))
    }
  }

  /// The awaited value.
  func last<Value>(of states: WaitStates<Value>) async throws -> Value {
    for try await state in states {
      if state.isFinal, let value = state.value { return value }
    }
    // A sequence of states ends with the final one or throws, so this line is never reached.
    throw MemoriesError(.waitExpired, .done)
  }
}
