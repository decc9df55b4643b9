extension VisualSearch {
  /// The state of indexing.
  public struct VideoStatus: OpenValue {
    /// The status as the service wrote it.
    public let rawValue: String

    /// Makes a status from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The video is queued or being indexed.
    public static let unparsed = VideoStatus(rawValue: "UNPARSE")
    /// The video is indexed, and searches find it.
    public static let parsed = VideoStatus(rawValue: "PARSE")
    /// Indexing failed, in the spelling of recorded answers and callbacks.
    public static let fail = VideoStatus(rawValue: "FAIL")
    /// Indexing failed, in the spelling of the provider's specification.
    public static let failed = VideoStatus(rawValue: "FAILED")
    /// Indexing failed, in the spelling of the older documentation.
    public static let parseError = VideoStatus(rawValue: "PARSE_ERROR")
    /// Indexing failed, in the spelling that the provider's samples also expect.
    public static let error = VideoStatus(rawValue: "ERROR")

    /// All states in the documentation.
    public static let known: Set<VideoStatus> = [
      .unparsed, .parsed, .fail, .failed, .parseError, .error,
    ]

    /// Whether searches find the video.
    public var isSearchable: Bool { self == .parsed }

    /// Whether indexing failed, in any of the spellings.
    public var isFailure: Bool {
      [.fail, .failed, .parseError, .error].contains(self)
    }
  }
}
