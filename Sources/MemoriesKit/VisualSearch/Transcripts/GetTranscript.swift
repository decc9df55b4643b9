extension VisualSearch {
  /// Gets the transcript of a video: what is said in it.
  ///
  /// The answer is nil when there is none, and also when the video is not indexed yet.
  /// ``MemoriesClient/transcript(of:scope:options:)`` tells these apart. The service bills every
  /// successful call.
  ///
  /// ```swift
  /// let segments = try await client.send(VisualSearch.GetTranscript(videoNo))?.segments ?? []
  /// ```
  public struct GetTranscript: Operation, AnsweredOperation, Hashable, Codable {
    /// The video.
    public var videoNo: VideoNo
    /// The named scope that the video belongs to. The service takes no folder here, because the
    /// number of the video is enough.
    public var scope: LibraryScope?

    /// Asks for the transcript of a video.
    public init(_ videoNo: VideoNo, scope: LibraryScope? = nil) {
      self.videoNo = videoNo
      self.scope = scope
    }

    /// The transcript, or nil.
    public typealias Output = Transcript?

    /// The service bills every successful call.
    public static let traits = OperationTraits(
      "VisualSearch.GetTranscript", .billed, rateGroup: .transcript)

    /// Refuses an empty video number or scope, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(videoNo.rawValue, "videoNo")
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `GET /get_audio_transcription`.
    public func request() -> MemoriesRequest {
      var query = [MemoriesRequest.Field("video_no", videoNo.rawValue)]
      query.add(scope)
      return MemoriesRequest(.get, "get_audio_transcription", query: query)
    }
  }
}
