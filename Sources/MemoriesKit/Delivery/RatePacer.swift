/// Spaces out the calls of each group once the service has asked for it.
///
/// The published limits contradict each other, so they are learned: nothing is paced until the first
/// refusal. Then the calls of that group leave at the strictest published rate; each further refusal
/// halves the rate, each success raises it a little, and a rate well above the published one ends
/// the pacing. Turns are given in the order of asking. A limit that was set by hand is kept to from
/// the start, and never exceeded.
final class RatePacer: Sendable {
  private struct Pace {
    /// The time between two calls; nil while there is no pacing.
    var interval: Duration?
    /// When the next call may leave.
    var next: Duration = .zero
  }

  private static let slowest = Duration.seconds(120)
  private static let recovery = 0.9
  /// Ten times the strictest figure is the most generous one published.
  private static let forgetBelow = 0.1

  private let limits: [RateGroup: RateLimit]
  private let stopwatch: Stopwatch
  private let paces = Locked<[RateGroup: Pace]>([:])

  init(limits: [RateGroup: RateLimit], clock: any Clock<Duration>) {
    self.limits = limits
    stopwatch = Stopwatch(clock)
  }

  /// Takes a turn; returns how long to wait for it.
  func turn(for group: RateGroup) -> Duration {
    let now = stopwatch.elapsed()
    return paces.withLock { paces in
      var pace = paces[group] ?? Pace(interval: limits[group]?.interval)
      defer { paces[group] = pace }
      guard let interval = pace.interval else { return .zero }
      let turn = max(now, pace.next)
      pace.next = turn + interval
      return turn - now
    }
  }

  /// A call of the group was refused for its rate.
  func refused(_ group: RateGroup, retryAfter: Duration?) {
    let now = stopwatch.elapsed()
    paces.withLock { paces in
      var pace = paces[group] ?? Pace()
      if let interval = pace.interval {
        pace.interval = min(interval * 2, Self.slowest)
      } else {
        pace.interval = RateLimit.published(for: group).interval
      }
      pace.next = max(pace.next, now + (retryAfter ?? pace.interval ?? .zero).bounded)
      paces[group] = pace
    }
  }

  /// A call of the group was let through.
  func succeeded(_ group: RateGroup) {
    paces.withLock { paces in
      guard var pace = paces[group], let interval = pace.interval else { return }
      let faster = interval * Self.recovery
      if let limit = limits[group] {
        pace.interval = max(faster, limit.interval)
      } else if faster < RateLimit.published(for: group).interval * Self.forgetBelow {
        pace.interval = nil
      } else {
        pace.interval = faster
      }
      paces[group] = pace
    }
  }
}
