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
