extension VisualSearch {
  /// Asks which videos an import has brought. Poll with it to wait for them.
  ///
  /// The service knows no end of an import: the list is empty while it downloads the videos, and may
  /// stay so for ever. It is for imports only, not for uploads.
  ///
  /// ```swift
  /// let videos = try await client.send(VisualSearch.GetImport(task.id)).videos
  /// ```
  public struct GetImport: Operation, PolledOperation, Hashable, Codable {
    /// The import.
    public var taskID: TaskID
    /// How many videos a wait expects. Without it, the wait is over when all videos that the service
    /// lists are indexed, and more may follow.
    public var expectedCount: Int?
    /// The named scope that the videos were imported to. The service takes no folder here.
    public var scope: LibraryScope?

    /// Asks about an import.
    public init(_ taskID: TaskID, expecting count: Int? = nil, scope: LibraryScope? = nil) {
      self.taskID = taskID
      self.expectedCount = count
      self.scope = scope
    }

    /// What the import has brought so far.
    public struct Output: Sendable, Hashable, Codable {
      /// The videos; nil or empty while the service downloads them.
      public let videos: [VideoMetadata]?
      /// The numbers of the videos, which older documentation has instead of ``videos``.
      public let videoIDs: [VideoNo]?
      /// The id of the task, if the service repeats it.
      public let taskID: TaskID?

      /// Makes an answer, for tests and fakes.
      public init(
        videos: [VideoMetadata]? = nil, videoIDs: [VideoNo]? = nil, taskID: TaskID? = nil
      ) {
        self.videos = videos
        self.videoIDs = videoIDs
        self.taskID = taskID
      }

      /// The videos in whichever form the service listed them. In the older form only their numbers
      /// are known.
      public var allVideos: [VideoMetadata] {
        if let videos, !videos.isEmpty { return videos }
        return (videoIDs ?? []).map { VideoMetadata(videoNo: $0) }
      }
    }

    /// A read that costs nothing.
    public static let traits = OperationTraits("VisualSearch.GetImport", .safe, rateGroup: .list)

    /// Refuses an empty id, an expected count below 1, an empty scope and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(taskID.rawValue, "taskID")
      rules.require(expectedCount.map { $0 >= 1 } ?? true, "expectedCount", "must be at least 1")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// The wait is over when the expected videos are there, and each is indexed or has failed. It
    /// fails when all have failed.
    public func result(in output: Output) -> PollResult<[VideoMetadata]> {
      let videos = output.allVideos
      guard !videos.isEmpty else { return .pending(state: "no videos yet") }
      let open = videos.filter { $0.status.map { !$0.isSearchable && !$0.isFailure } ?? false }
      if videos.count < expectedCount ?? 1 {
        return .pending(videos, state: "\(videos.count) of \(expectedCount ?? 1) videos")
      }
      if let status = open.first?.status {
        return .pending(videos, state: "\(open.count) of \(videos.count) videos are \(status)")
      }
      if videos.allSatisfy({ $0.status?.isFailure ?? false }) {
        let status = videos.first?.status?.rawValue ?? ""
        return .failed(status, cause: videos.lazy.compactMap(\.cause).first)
      }
      return .ready(videos)
    }

    /// `GET /get_video_ids_by_task_id`.
    public func request() -> MemoriesRequest {
      var query = [MemoriesRequest.Field("task_id", taskID.rawValue)]
      query.add(scope)
      return MemoriesRequest(.get, "get_video_ids_by_task_id", query: query)
    }
  }
}
