import Foundation

extension VisualSearch {
  /// Asks what the service knows of one video; the way to follow its indexing.
  ///
  /// The answer is nil for a video that the service does not know, which is also what it says for
  /// a moment after an upload. Most members are filled in only once indexing has ended.
  public struct GetMetadata: Operation, PolledOperation, Hashable, Codable {
    /// The video.
    public var videoNo: VideoNo
    /// The named part of the library that the video was uploaded to. The service takes no folder
    /// here, because the number of the video is enough.
    public var scope: LibraryScope?

    /// Asks about a video.
    public init(_ videoNo: VideoNo, scope: LibraryScope? = nil) {
      self.videoNo = videoNo
      self.scope = scope
    }

    /// What the service knows, or nil.
    public typealias Output = VideoMetadata?

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualSearch.GetMetadata", .safe, rateGroup: .list)

    /// An empty video number or scope, or a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// The video is ready when searches find it.
    public func result(in video: VideoMetadata?) -> PollResult<VideoMetadata> {
      // Right after an upload the service does not know the video yet, and says so with null.
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
