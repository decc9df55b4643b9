extension VisualSearch {
  /// Downloads a video of the library by its number.
  ///
  /// Billed by the size of the file, before its first byte is sent.
  public struct DownloadVideo: Operation, DownloadOperation, Hashable, Codable {
    /// The video.
    public var videoNo: VideoNo
    /// The named part of the library that the video was uploaded to. The service takes no folder
    /// here, because the number of the video is enough.
    public var scope: LibraryScope?

    /// Downloads a video.
    public init(_ videoNo: VideoNo, scope: LibraryScope? = nil) {
      self.videoNo = videoNo
      self.scope = scope
    }

    /// Billed when it begins.
    public static let traits = OperationTraits(
      "VisualSearch.DownloadVideo", .billed, rateGroup: .download)

    /// The number of the video; which kind of file it is only the answer tells.
    public var fallbackFileName: String { videoNo.rawValue }

    /// An empty video number or scope, or a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `POST /download`: a read, although it is a POST, and one that is paid for.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "download", body: .json(["video_no": videoNo.rawValue], scope: scope))
    }
  }
}
