extension VisualSearch {
  /// The word of a callback for what has happened.
  public struct CallbackStatus: OpenValue {
    /// The word as the service wrote it.
    public let rawValue: String

    /// Makes a status from the word that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The video of an upload is indexed, and searches find it.
    public static let parsed = CallbackStatus(rawValue: "PARSE")
    /// The video of an upload has arrived and is not indexed yet.
    public static let unparsed = CallbackStatus(rawValue: "UNPARSE")
    /// Indexing the video of an upload failed.
    public static let fail = CallbackStatus(rawValue: "FAIL")
    /// The import has brought its videos; their indexing follows.
    public static let importSucceeded = CallbackStatus(rawValue: "SUCCEEDED")
    /// The import failed.
    public static let importFailed = CallbackStatus(rawValue: "FAILED")
    /// A video of the import is indexed, and searches find it.
    public static let indexingSucceeded = CallbackStatus(rawValue: "INDEXING_SUCCEEDED")

    /// All words in the documentation of the callbacks.
    public static let known: Set<CallbackStatus> = [
      .parsed, .unparsed, .fail, .importSucceeded, .importFailed, .indexingSucceeded,
    ]

    /// Whether searches find the video.
    public var isSearchable: Bool { self == .parsed || self == .indexingSucceeded }

    /// Whether the import or the indexing failed, in any of the spellings of a ``VideoStatus``.
    public var isFailure: Bool { VideoStatus(rawValue: rawValue).isFailure }
  }
}
