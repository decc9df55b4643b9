/// How long the parts of a call may take. Each limit has its own error, so that a caller knows
/// which one ran out.
public struct TimeLimits: Sendable, Hashable {
  /// Until the connection stands: 30 seconds. For a request without a body the system tells nothing before the
  /// answer, so that there ``response`` covers this too.
  public var connect: Duration = .seconds(30)
  /// Without a byte moving, in either direction: 60 seconds.
  public var stall: Duration = .seconds(60)
  /// From the last byte of a request to the head of its answer. Unless set, 5 minutes for a request
  /// that carries a file, which the service looks through first, and 60 seconds for any other.
  public var response: Duration?
  /// For the whole call. None unless set.
  public var total: Duration?

  /// The limits that suit files of some gigabytes.
  public init() {}

  /// The same limits, none so long that a clock could not count it.
  var bounded: TimeLimits {
    var bounded = self
    bounded.connect = connect.bounded
    bounded.stall = stall.bounded
    bounded.response = response?.bounded
    bounded.total = total?.bounded
    return bounded
  }

  func response(afterFile: Bool) -> Duration {
    response ?? (afterFile ? .seconds(300) : .seconds(60))
  }
}
