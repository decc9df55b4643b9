/// The fixed properties of an operation.
public struct OperationTraits: Sendable, Hashable {
  /// The name that errors and events use, for example `VisualSearch.UploadVideo`.
  public var name: String
  /// Whether the client may send the request a second time.
  public var safety: ReplaySafety
  /// The rate limit that the request counts against.
  public var rateGroup: RateGroup
  /// How long the service may be silent over it, before its answer or inside it; nil for no longer
  /// than over any other. The limits ``TimeLimits/stall`` and ``TimeLimits/response`` of the
  /// configuration are raised to it. Limits that are given with the call stay as they are.
  public var silence: Duration?

  /// Makes traits. The default is a billed operation with its own rate limit, so that the client
  /// never pays for your call twice without your knowledge.
  public init(
    _ name: String, _ safety: ReplaySafety = .billed, rateGroup: RateGroup? = nil,
    silence: Duration? = nil
  ) {
    self.name = name
    self.safety = safety
    self.rateGroup = rateGroup ?? RateGroup(name)
    self.silence = silence
  }
}

extension OperationTraits {
  /// A group of operations that share a rate limit. The service limits accounts, so all keys of an
  /// account share the limit.
  public struct RateGroup: Sendable, Hashable, CustomStringConvertible {
    /// The name of the group.
    public let description: String

    /// Makes a group.
    public init(_ name: String) {
      description = name
    }

    /// Visual Search: uploads of files and URLs.
    public static let upload = OperationTraits.RateGroup("upload")
    /// Visual Search: searches of all kinds.
    public static let search = OperationTraits.RateGroup("search")
    /// Visual Search: lists, metadata, folders and deletions.
    public static let list = OperationTraits.RateGroup("list")
    /// Visual Search: downloads, by number and by location.
    public static let download = OperationTraits.RateGroup("download")
    /// Visual Search: imports from platforms.
    public static let platformImport = OperationTraits.RateGroup("platformImport")
    /// Visual Search: transcripts and captions.
    public static let transcript = OperationTraits.RateGroup("transcript")
    /// Visual Search: questions about videos.
    public static let chat = OperationTraits.RateGroup("chat")
    /// Visual Intelligence: uploads.
    public static let assetUpload = OperationTraits.RateGroup("assetUpload")
    /// Visual Intelligence: metadata.
    public static let assetMetadata = OperationTraits.RateGroup("assetMetadata")
    /// Visual Intelligence: downloads.
    public static let assetDownload = OperationTraits.RateGroup("assetDownload")
  }
}

extension OperationTraits {
  /// A number of calls in a period of time.
  public struct RateLimit: Sendable, Hashable {
    /// The number of calls.
    public var calls: Int
    /// The length of the period.
    public var period: Duration

    /// A number of calls in a period of time.
    public init(_ calls: Int, per period: Duration) {
      self.calls = calls
      self.period = period
    }

    /// The time between two calls at this rate.
    var interval: Duration { period.bounded / max(1, calls) }

    /// The strictest limit that the provider has published for a group. The published figures
    /// contradict each other: one upload a second or a minute, ten searches a second or one.
    static func published(for group: OperationTraits.RateGroup) -> RateLimit {
      strictest[group] ?? RateLimit(1, per: .seconds(1))
    }

    private static let strictest: [OperationTraits.RateGroup: RateLimit] = [
      .upload: RateLimit(1, per: .seconds(60)),
      .platformImport: RateLimit(1, per: .seconds(60)),
      .search: RateLimit(1, per: .seconds(1)),
      .transcript: RateLimit(1, per: .seconds(1)),
      .chat: RateLimit(2, per: .seconds(60)),
      .list: RateLimit(5, per: .seconds(1)),
      .download: RateLimit(12, per: .seconds(60)),
    ]
  }
}
