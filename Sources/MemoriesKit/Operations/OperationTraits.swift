/// What an operation says of itself once and for all.
public struct OperationTraits: Sendable, Hashable {
  /// The name that errors and events use, for example `VisualSearch.UploadVideo`.
  public var name: String
  /// Whether the request may be sent a second time.
  public var safety: ReplaySafety
  /// Which of the service's rate limits the request counts for.
  public var rateGroup: RateGroup

  /// Describes an operation. It counts as billed unless you say otherwise, so that a call of yours is
  /// never paid for twice without your knowledge, and has a rate limit of its own.
  public init(_ name: String, _ safety: ReplaySafety = .billed, rateGroup: RateGroup? = nil) {
    self.name = name
    self.safety = safety
    self.rateGroup = rateGroup ?? RateGroup(name)
  }
}

extension OperationTraits {
  /// Operations that share one limit of the service's. Limits are per account, so all keys share them.
  public struct RateGroup: Sendable, Hashable, CustomStringConvertible {
    /// The name of the group.
    public let description: String

    /// A group of your own.
    public init(_ name: String) {
      description = name
    }

    /// Visual Search: uploads of files and URLs.
    public static let upload = OperationTraits.RateGroup("upload")
    /// Visual Search: searches of all kinds.
    public static let search = OperationTraits.RateGroup("search")
    /// Visual Search: lists and metadata.
    public static let list = OperationTraits.RateGroup("list")
    /// Visual Search: downloads, by number and by location.
    public static let download = OperationTraits.RateGroup("download")
    /// Visual Intelligence: uploads.
    public static let assetUpload = OperationTraits.RateGroup("assetUpload")
    /// Visual Intelligence: metadata.
    public static let assetMetadata = OperationTraits.RateGroup("assetMetadata")
    /// Visual Intelligence: downloads.
    public static let assetDownload = OperationTraits.RateGroup("assetDownload")
  }
}

extension OperationTraits {
  /// So many calls in so much time.
  public struct RateLimit: Sendable, Hashable {
    /// The calls.
    public var calls: Int
    /// The time.
    public var period: Duration

    /// So many calls in so much time.
    public init(_ calls: Int, per period: Duration) {
      self.calls = calls
      self.period = period
    }

    /// The time between two calls at that rate.
    var interval: Duration { period.bounded / max(1, calls) }

    /// The stricter of the figures that the provider has published for a group, which contradict each
    /// other: uploads one a second or one a minute, searches ten a second or one.
    static func published(for group: OperationTraits.RateGroup) -> RateLimit {
      strictest[group] ?? RateLimit(1, per: .seconds(1))
    }

    private static let strictest: [OperationTraits.RateGroup: RateLimit] = [
      .upload: RateLimit(1, per: .seconds(60)),
      .search: RateLimit(1, per: .seconds(1)),
      .list: RateLimit(5, per: .seconds(1)),
      .download: RateLimit(12, per: .seconds(60)),
    ]
  }
}
