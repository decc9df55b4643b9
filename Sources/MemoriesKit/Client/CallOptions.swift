extension MemoriesClient {
  /// The settings of one call that differ from the configuration of the client.
  public struct CallOptions: Sendable, Hashable {
    /// The time limits of this call; nil means those of the configuration.
    public var limits: TimeLimits?

    /// The retry policy of this call; nil means that of the configuration.
    public var retry: RetryPolicy?

    /// Makes options; what you leave out stays as in the configuration.
    public init(limits: TimeLimits? = nil, retry: RetryPolicy? = nil) {
      self.limits = limits
      self.retry = retry
    }
  }
}
