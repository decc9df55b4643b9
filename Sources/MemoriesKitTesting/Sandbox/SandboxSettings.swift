extension Sandbox {
  /// The settings of a sandbox at its start. A test can change many of them while it runs.
  public struct Settings: Sendable {
    /// When the indexing of an uploaded video ends.
    public enum Indexing: Sendable, Hashable {
      /// After so many polls that find it unfinished. A poll is an answer with its metadata, or a
      /// page of the list with it.
      case afterPolls(Int)
      /// After so much time on the clock.
      case after(Duration)
      /// Only when a test calls `Sandbox.finishIndexing`.
      case onRequest
    }

    /// A number of calls in a period of time.
    public struct RateLimit: Sendable, Hashable {
      /// The number of calls that the sandbox answers within the window.
      public var calls: Int
      /// The length of the window, which begins with its first call.
      public var window: Duration

      /// Creates a limit.
      public init(calls: Int, per window: Duration) {
        self.calls = calls
        self.window = window
      }
    }

    /// The routes that share a rate limit, separately for each product.
    public enum RouteGroup: Sendable, Hashable, CaseIterable {
      /// Uploads.
      case upload
      /// Searches.
      case search
      /// Lists of videos.
      case list
      /// Metadata of one video or asset.
      case metadata
      /// Downloads, by number or by location.
      case download
      /// Deletions.
      case delete
      /// Imports from platforms.
      case platformImport
      /// Transcripts and captions.
      case transcript
      /// Questions about videos and images.
      case chat
      /// Jobs that cut, split and describe videos.
      case videoJob
      /// Vectors.
      case embedding
      /// Posts of social platforms.
      case socialMedia
      /// Agents.
      case agent
    }

    /// The port, or 0 for a free one.
    public var port: UInt16 = 0
    /// When indexing ends.
    public var indexing = Indexing.afterPolls(2)
    /// Returns whether the indexing of an upload with this file name fails. The sandbox calls it
    /// while its state is locked, so it must not use the sandbox.
    public var indexingFails: @Sendable (_ fileName: String) -> Bool = { _ in false }
    /// The clock for durations and rate limits.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// The account's webhook, to which the results of jobs are posted. It must be on this machine.
    /// Without one, the sandbox refuses jobs as the service does.
    public var webhook: String?
    /// The balance of the account in US dollars; nil means that it never runs out.
    public var balance: Double?
    /// The rate limits; there are none unless you set them.
    public var rateLimits: [RouteGroup: RateLimit] = [:]
    /// The largest video in bytes, 3 GB as documented.
    public var videoByteLimit: Int64 = 3 << 30
    /// The largest query image in bytes, 20 MB as documented.
    public var imageByteLimit: Int64 = 20 << 20
    /// The largest upload that stays in memory; larger ones go to a temporary folder.
    public var memoryLimit = 1 << 20
    /// How the sandbox reads the bodies for routes of the service.
    public var reading = Reading.standard

    /// Makes the settings of a well-behaved service.
    public init() {}
  }
}
