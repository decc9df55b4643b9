extension MemoriesClient {
  /// What one call does differently from the client's configuration.
  public struct CallOptions: Sendable, Hashable {
    /// How long the parts of this call may take; the configuration's limits unless set.
    public var limits: TimeLimits?

    /// How often this call is sent again; the configuration's policy unless set.
    public var retry: RetryPolicy?

    /// What is not given stays as in the configuration.
    public init(limits: TimeLimits? = nil, retry: RetryPolicy? = nil) {
      self.limits = limits
      self.retry = retry
    }
  }
}
