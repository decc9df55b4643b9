extension Sandbox {
  /// How the sandbox behaves from its start; much of it can be changed while it runs.
  public struct Settings: Sendable {
    /// When the indexing of an uploaded video ends.
    public enum Indexing: Sendable, Hashable {
      /// After so many polls that find it unfinished. A poll is an answer with its metadata, or a
      /// page of the list that shows it.
      case afterPolls(Int)
      /// After so much time on the clock.
      case after(Duration)
      /// Only by `Sandbox.finishIndexing`.
      case onRequest
    }

    /// So many calls in so much time.
    public struct RateLimit: Sendable, Hashable {
      /// The number of calls that are answered within the window.
      public var calls: Int
      /// The length of the window, which begins with its first call.
      public var window: Duration

      /// Creates a limit.
      public init(calls: Int, per window: Duration) {
        self.calls = calls
        self.window = window
      }
    }

    /// The routes that share a rate limit, for each product on its own.
    public enum RouteGroup: Sendable, Hashable, CaseIterable {
      /// Uploads.
      case upload
      /// Searches.
      case search
      /// Lists of videos.
      case list
      /// Metadata of one video or asset.
      case metadata
      /// Downloads, however they are addressed.
      case download
      /// Deletions.
      case delete
    }

    /// The port to listen on, or 0 for a free one that the system chooses.
    public var port: UInt16 = 0
    /// When indexing ends.
    public var indexing = Indexing.afterPolls(2)
    /// Whether indexing ends in failure for an upload of this file name. It is called while the
    /// sandbox's state is locked and must not use the sandbox.
    public var indexingFails: @Sendable (_ fileName: String) -> Bool = { _ in false }
    /// The clock for durations and rate limits.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// The account's balance in US dollars, or nil for an account that never runs dry.
    public var balance: Double?
    /// The rate limits; none to begin with.
    public var rateLimits: [RouteGroup: RateLimit] = [:]
    /// The size of the largest video, 3 GB as documented.
    public var videoByteLimit: Int64 = 3 << 30
    /// The size of the largest query image, 20 MB as documented.
    public var imageByteLimit: Int64 = 20 << 20
    /// Uploads up to this size stay in memory; larger ones go to a temporary folder.
    public var memoryLimit = 1 << 20
    /// How the bodies of the service's routes are taken in.
    public var reading = Reading.standard

    /// Creates the settings of a well-behaved service.
    public init() {}
  }
}
