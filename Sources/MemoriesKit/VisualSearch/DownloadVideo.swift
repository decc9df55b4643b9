extension VisualSearch {
  /// Downloads a video of the library by its number.
  ///
  /// Billed by the size of the file, before its first byte is sent.
  public struct DownloadVideo: DownloadEndpoint, Hashable, Codable {
    /// The video.
    public var videoNo: VideoNo
    /// The named part of the library that the video was uploaded to. The service takes no folder
    /// here, because the number of the video is enough.
    public var scope: Scope?

    /// Downloads a video.
    public init(_ videoNo: VideoNo, scope: Scope? = nil) {
      self.videoNo = videoNo
      self.scope = scope
    }

    /// Billed when it begins.
    public static var replaySafety: ReplaySafety { .billed }

    /// Shares the limit of the service's downloads.
    public static var rateGroup: RateGroup { .download }

    /// Visual Search.
    public var service: Service { .visualSearch }

    /// The number of the video; which kind of file it is only the answer tells.
    public var fallbackFileName: String { videoNo.rawValue }

    /// An empty video number or scope, or a folder.
    public func problems() -> [Problem] {
      var rules = Rules()
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `POST /download`: a read, although it is a POST, and one that is paid for.
    public func request() throws -> ServiceRequest {
      try ServiceRequest(
        .post, "download", body: .json(Scoped(["video_no": videoNo.rawValue], scope)))
    }
  }
}
