import Foundation

extension VisualSearch {
  /// Gets the metadata of one video. Poll with it to follow the indexing.
  ///
  /// The answer is nil for a video that the service does not know. That includes a new video for a
  /// moment after its upload. The service fills in most members only after indexing.
  public struct GetMetadata: Operation, PolledOperation, Hashable, Codable {
    /// The video.
    public var videoNo: VideoNo
    /// The named scope that the video was uploaded to. The service takes no folder here, because
    /// the number of the video is enough.
    public var scope: LibraryScope?

    /// Asks about a video.
    public init(_ videoNo: VideoNo, scope: LibraryScope? = nil) {
      self.videoNo = videoNo
      self.scope = scope
    }

    /// The metadata, or nil.
    public typealias Output = VideoMetadata?

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualSearch.GetMetadata", .safe, rateGroup: .list)

    /// Refuses an empty video number or scope, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// The wait is over when searches find the video.
    public func result(in video: VideoMetadata?) -> PollResult<VideoMetadata> {
      // Right after an upload the service does not know the video yet, and answers null.
      guard let video else { return .pending(state: "not visible yet") }
      guard let status = video.status else { return .pending(video, state: "no status") }
      if status.isSearchable { return .ready(video) }
      return status.isFailure
        ? .failed(status.rawValue, cause: video.cause) : .pending(video, state: status.rawValue)
    }

    /// `GET /get_metadata`.
    public func request() -> MemoriesRequest {
      var query = [MemoriesRequest.Field("video_no", videoNo.rawValue)]
      query.add(scope)
      return MemoriesRequest(.get, "get_metadata", query: query)
    }
  }
}
