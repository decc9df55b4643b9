import Foundation

/// How often the client retries a call, and after which pauses. Whether it may retry at all is no
/// setting: see ``ReplaySafety``.
public struct RetryPolicy: Sendable, Hashable {
  /// The largest number of attempts, the first included.
  public var attempts = 3
  /// The longest pause after the first failure. The client picks each pause at random between zero
  /// and the longest.
  public var firstPause: Duration = .milliseconds(500)
  /// The factor by which the longest pause grows with each failure.
  public var factor: Double = 2
  /// The longest pause of all. The client also gives up on a `Retry-After` that asks for more,
  /// unless the call has a total limit with more time left.
  public var longestPause: Duration = .seconds(32)
  /// Whether the client may request a download again after its head has arrived. The service bills
  /// each request for the whole file, before it sends the first byte.
  public var repeatsBilledDownloads = false

  /// Three attempts, with pauses of up to 0.5 and 1 second.
  public init() {}

  /// A single attempt.
  public static var none: RetryPolicy {
    var policy = RetryPolicy()
    policy.attempts = 1
    return policy
  }

  /// The pause after so many failures. Full jitter keeps clients that failed together from
  /// returning together.
  func pause(after failures: Int, random: Double) -> Duration {
    let grown = firstPause / .seconds(1) * pow(max(1, factor), Double(max(1, failures) - 1))
    return .bounded(seconds: min(longestPause / .seconds(1), grown) * random.clampedToUnit)
  }
}
