import Foundation

/// How often to ask while waiting for the service to finish something, and when to give up.
public struct WaitOptions: Sendable, Hashable {
  /// The pause after the first time of asking: 5 seconds. The service allows one question a second.
  public var firstPause: Duration = .seconds(5)
  /// By how much each pause is longer than the one before it: 1.5 times.
  public var growth: Double = 1.5
  /// The longest pause: 30 seconds.
  public var longestPause: Duration = .seconds(30)
  /// The part of a pause that chance may add or take away, so that many waiting clients spread out: a
  /// tenth. Taken for 0 when it is less or no number, for 1 when it is more.
  public var jitter: Double = 0.1
  /// When to give up: after 30 minutes.
  public var timeout: Duration = .seconds(30 * 60)

  /// The pace that suits the indexing of a video.
  public init() {}

  /// The pause after the given number of questions; `chance` is from 0 up to 1.
  func pause(after polls: Int, random: Double) -> Duration {
    // After a few hundred questions the power is infinite, and the longest pause less.
    let grown = firstPause / .seconds(1) * pow(max(1, growth), Double(max(1, polls) - 1))
    let middle = min(longestPause / .seconds(1), grown)
    return .bounded(seconds: middle * (1 + jitter.clampedToUnit * (2 * random.clampedToUnit - 1)))
  }
}
