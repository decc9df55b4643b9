/// What one call does differently from the client's configuration.
public struct CallOptions: Sendable, Hashable {
  /// How long the parts of this call may take; the configuration's limits unless set.
  public var limits: TimeLimits?

  /// No difference.
  public init() {}

  /// Other time limits.
  public init(limits: TimeLimits) {
    self.limits = limits
  }
}
