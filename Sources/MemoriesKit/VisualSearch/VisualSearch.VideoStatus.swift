extension VisualSearch {
  /// How far the service is with indexing a video.
  public struct VideoStatus: OpenValue {
    /// The status as the service wrote it.
    public let rawValue: String

    /// Takes a status as the service wrote it.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// Queued or being indexed.
    public static let unparsed = VideoStatus(rawValue: "UNPARSE")
    /// Indexed: searches find it.
    public static let parsed = VideoStatus(rawValue: "PARSE")
    /// Indexing failed, in the spelling of recorded answers and callbacks.
    public static let fail = VideoStatus(rawValue: "FAIL")
    /// Indexing failed, in the spelling of the provider's specification.
    public static let failed = VideoStatus(rawValue: "FAILED")
    /// Indexing failed, in the spelling of the older documentation.
    public static let parseError = VideoStatus(rawValue: "PARSE_ERROR")
    /// Indexing failed, in the spelling that the provider's samples also expect.
    public static let error = VideoStatus(rawValue: "ERROR")

    /// Every status that the documentation names.
    public static let known: Set<VideoStatus> = [
      .unparsed, .parsed, .fail, .failed, .parseError, .error,
    ]

    /// Whether searches find the video.
    public var isSearchable: Bool { self == .parsed }

    /// Whether indexing ended without success, in any of the spellings.
    public var isFailure: Bool {
      [.fail, .failed, .parseError, .error].contains(self)
    }
  }
}
