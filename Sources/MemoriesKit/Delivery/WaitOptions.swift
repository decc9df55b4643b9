import Foundation

/// How often to poll, and when to give up.
public struct WaitOptions: Sendable, Hashable {
  /// The pause after the first poll: 5 seconds. The service allows one metadata call per second.
  public var firstPause: Duration = .seconds(5)
  /// The factor by which each pause is longer than the one before it: 1.5.
  public var growth: Double = 1.5
  /// The longest pause: 30 seconds.
  public var longestPause: Duration = .seconds(30)
  /// The fraction of a pause that is added or removed at random, so that many clients do not poll
  /// together: 0.1. Less than 0 or NaN counts as 0, more than 1 as 1.
  public var jitter: Double = 0.1
  /// The time after which the wait gives up: 30 minutes.
  public var timeout: Duration = .seconds(30 * 60)

  /// The defaults suit the indexing of a video.
  public init() {}

  /// The pause after so many polls; `random` is from 0 up to 1.
  func pause(after polls: Int, random: Double) -> Duration {
    // After a few hundred polls the power is infinite, and the longest pause is the minimum.
    let grown = firstPause / .seconds(1) * pow(max(1, growth), Double(max(1, polls) - 1))
    let middle = min(longestPause / .seconds(1), grown)
    return .bounded(seconds: middle * (1 + jitter.clampedToUnit * (2 * random.clampedToUnit - 1)))
  }
}
