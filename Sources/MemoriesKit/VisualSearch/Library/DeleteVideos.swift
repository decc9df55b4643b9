extension VisualSearch {
  /// Deletes up to 100 videos for good.
  ///
  /// The service agrees to delete videos that it does not know, or that belong to another scope, and
  /// does nothing. ``MemoriesClient/delete(_:scope:options:)`` takes any number of videos and tells
  /// which ones are gone.
  ///
  /// ```swift
  /// try await client.send(VisualSearch.DeleteVideos(["VI606404158946574336"]))
  /// ```
  public struct DeleteVideos: Operation, AnsweredOperation, Hashable, Codable {
    /// The videos, from 1 to 100.
    public var videoNos: [VideoNo]
    /// The named scope that the videos belong to. The service takes no folder here, because the
    /// numbers of the videos are enough.
    public var scope: LibraryScope?

    /// Deletes these videos.
    public init(_ videoNos: [VideoNo], scope: LibraryScope? = nil) {
      self.videoNos = videoNos
      self.scope = scope
    }

    /// The service tells nothing.
    public typealias Output = NoOutput

    /// Deleting a video twice is the same as deleting it once, as the documentation says.
    public static let traits = OperationTraits(
      "VisualSearch.DeleteVideos", .safe, rateGroup: .list)

    static let maximumCount = 100

    /// Refuses no videos and more than 100, an empty number or scope, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkNumbers(videoNos, "videoNos", atMost: Self.maximumCount)
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `POST /delete_videos`: the body is the bare list, so the scope is in the query.
    public func request() throws -> MemoriesRequest {
      var query: [MemoriesRequest.Field] = []
      query.add(scope)
      return try MemoriesRequest(.post, "delete_videos", query: query, body: .json(videoNos))
    }
  }
}
