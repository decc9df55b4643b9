extension VisualSearch {
  /// Downloads a video of the library by its number.
  ///
  /// The service bills by the size of the file, before it sends the first byte.
  public struct DownloadVideo: Operation, DownloadOperation, Hashable, Codable {
    /// The video.
    public var videoNo: VideoNo
    /// The named scope that the video was uploaded to. The service takes no folder here, because
    /// the number of the video is enough.
    public var scope: LibraryScope?

    /// Downloads a video.
    public init(_ videoNo: VideoNo, scope: LibraryScope? = nil) {
      self.videoNo = videoNo
      self.scope = scope
    }

    /// The service bills the download when it begins.
    public static let traits = OperationTraits(
      "VisualSearch.DownloadVideo", .billed, rateGroup: .download)

    /// The number of the video. Only the answer tells the type of the file, so there is no
    /// extension.
    public var fallbackFileName: String { videoNo.rawValue }

    /// Refuses an empty video number or scope, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `POST /download`: a read, although it is a POST, and a billed one.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "download", body: .json(["video_no": videoNo.rawValue], scope: scope))
    }
  }
}
