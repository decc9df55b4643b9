import Foundation

/// How often a call is sent again, and after which pauses. When it may be sent again at all is not
/// a setting: see ``ReplaySafety``.
public struct RetryPolicy: Sendable, Hashable {
  /// How often a call is sent at most, the first time included.
  public var attempts = 3
  /// The longest pause after the first failure. Pauses are drawn by chance from zero up to that.
  public var firstPause: Duration = .milliseconds(500)
  /// By how much the longest pause grows with each failure.
  public var factor: Double = 2
  /// What no pause exceeds; also the most that a `Retry-After` may ask for, unless the call has a
  /// total limit with more time left.
  public var longestPause: Duration = .seconds(32)
  /// Whether a download may be asked for again after its head has arrived. Each repetition is billed
  /// like the first, for the whole file: the service deducts before it sends.
  public var repeatsBilledDownloads = false

  /// Three attempts, pauses of up to 0.5 and 1 second.
  public init() {}

  /// One attempt.
  public static var none: RetryPolicy {
    var policy = RetryPolicy()
    policy.attempts = 1
    return policy
  }

  /// The pause after so many failures; full jitter, so that clients that failed together do not come
  /// back together.
  func pause(after failures: Int, random: Double) -> Duration {
    let grown = firstPause / .seconds(1) * pow(max(1, factor), Double(max(1, failures) - 1))
    return .bounded(seconds: min(longestPause / .seconds(1), grown) * random.clampedToUnit)
  }
}
