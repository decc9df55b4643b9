/// How long each part of a call may take. Each limit has its own error, so that you know which one
/// ran out.
public struct TimeLimits: Sendable, Hashable {
  /// The time to connect: 30 seconds. For a request without a body the system reports nothing
  /// before the answer, so there ``response`` covers connecting too.
  public var connect: Duration = .seconds(30)
  /// The time without a byte in either direction: 60 seconds.
  public var stall: Duration = .seconds(60)
  /// The time from the last byte of the request to the head of the answer. The default is 5 minutes
  /// for a request that sends a file, because the service examines the file first, and 60 seconds
  /// for any other.
  public var response: Duration?
  /// The time for the whole call; there is no limit unless you set one.
  public var total: Duration?

  /// The defaults suit files of some gigabytes.
  public init() {}

  /// The same limits, cut to what a clock can count.
  var bounded: TimeLimits {
    var bounded = self
    bounded.connect = connect.bounded
    bounded.stall = stall.bounded
    bounded.response = response?.bounded
    bounded.total = total?.bounded
    return bounded
  }

  /// The same limits, but no shorter than the silence of a service that has to think.
  func allowing(silence: Duration?) -> TimeLimits {
    guard let silence else { return self }
    var limits = self
    limits.stall = max(stall, silence)
    limits.response = max(response ?? .zero, silence)
    return limits
  }

  func response(afterFile: Bool) -> Duration {
    response ?? (afterFile ? .seconds(300) : .seconds(60))
  }
}
