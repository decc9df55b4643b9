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
    _ videoNo: VideoNo, scope: LibraryScope? = nil, options: WaitOptions? = nil
  ) async throws -> VideoMetadata {
    try await last(of: statesUntilSearchable(videoNo, scope: scope, options: options))
  }

  /// The states of a video until searches find it, for those who show them.
  public func statesUntilSearchable(
    _ videoNo: VideoNo, scope: LibraryScope? = nil, options: WaitOptions? = nil
  ) -> WaitStates<VideoMetadata> {
    let request = VisualSearch.GetMetadata(videoNo, scope: scope)
    return states(asking: request, options) { video in
      // Right after an upload the service does not know the video yet, and says so with null.
      guard let video else { return .pending(nil, "not visible yet") }
      guard let status = video.status else { return .pending(video, "no status") }
      if status.isSearchable { return .ready(video) }
      guard status.isFailure else { return .pending(video, status.rawValue) }
      return .failed(.processing(status.rawValue, video.cause))
    }
  }

  /// Waits until an asset can be used, and returns what the service then knows of it.
  public func waitUntilReady(
    _ assetID: AssetID, options: WaitOptions? = nil
  ) async throws -> VisualIntelligence.Asset {
    try await last(of: statesUntilReady(assetID, options: options))
  }

  /// The states of an asset until it can be used, for those who show them.
  public func statesUntilReady(
    _ assetID: AssetID, options: WaitOptions? = nil
  ) -> WaitStates<VisualIntelligence.Asset> {
    let request = VisualIntelligence.GetAssetMetadata(assetID)
    return states(asking: request, options) { answer in
      let assets = answer.assets ?? []
      guard let asset = assets.first(where: { $0.assetID == assetID }) ?? assets.first else {
        return .pending(nil, "not visible yet")
      }
      // A collection of frames is ready when every frame is.
      if assets.allSatisfy({ $0.uploadStatus == .success }) { return .ready(asset) }
      if assets.contains(where: { $0.uploadStatus == .failed }) {
        return .failed(.processing(VisualIntelligence.UploadStatus.failed.rawValue, nil))
      }
      return .pending(asset, asset.uploadStatus?.rawValue ?? "no status")
    }
  }

  private func states<E: AnsweredOperation, Value: Sendable>(
    asking request: E, _ options: WaitOptions?,
    verdict: @escaping @Sendable (E.Output) -> WaitStates<Value>.Verdict
  ) -> WaitStates<Value> {
    WaitStates(
      operation: E.traits.name, options: options ?? configuration.waiting,
      clock: configuration.clock, random: configuration.random, observer: configuration.observer
    ) { wait in
      // Waiting is asking again anyway.
      verdict(
        try await send(request, options: CallOptions(retry: RetryPolicy.none), within: wait))
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

extension MemoriesError {
  fileprivate static func processing(_ state: String, _ cause: String?) -> MemoriesError {
    var error = MemoriesError(.processingFailed, .done, cause)
    error.lastState = state
    return error
  }
}
