/// Spaces out the calls of each rate group once the service has refused one for its rate.
///
/// The published limits contradict each other, so the pacer learns them. It paces nothing until the
/// first refusal. Then calls of that group leave at the strictest published rate. Each further
/// refusal halves the rate, and each success raises it a little. Pacing ends once the rate is well
/// above the published one. Calls get their turns in the order of asking. A limit that the user has
/// set applies from the start, and the pacer never exceeds it.
final class RatePacer: Sendable {
  /// The time at which one call may leave.
  struct Turn: Sendable {
    let group: OperationTraits.RateGroup
    /// How long the call has to wait, from when it asked.
    let wait: Duration
    fileprivate let time: Duration
    fileprivate let generation: Int
  }

  private struct Pace {
    /// The time between two calls; nil while the group is not paced.
    var interval: Duration?
    /// The future turns, and the last one before them.
    var turns: [Duration] = []
    /// No call may leave before this time, because the service asked to wait.
    var blockedUntil: Duration = .zero
    /// How many times the rate has fallen.
    var generation = 0
  }

  private static let slowest = Duration.seconds(120)
  private static let recovery = 0.9
  /// The most generous published figure is ten times the strictest one.
  private static let forgetBelow = 0.1

  private let limits: [OperationTraits.RateGroup: OperationTraits.RateLimit]
  private let stopwatch: Stopwatch
  private let paces = Locked<[OperationTraits.RateGroup: Pace]>([:])

  init(limits: [OperationTraits.RateGroup: OperationTraits.RateLimit], clock: any Clock<Duration>) {
    self.limits = limits
    stopwatch = Stopwatch(clock)
  }

  /// Reserves a turn. Returns nil and reserves none when the turn would come later than `limit`
  /// from now.
  func turn(for group: OperationTraits.RateGroup, within limit: Duration? = nil) -> Turn? {
    let now = stopwatch.elapsed()
    return paces.withLock { paces in
      var pace = paces[group] ?? Pace(interval: limits[group]?.interval)
      var time = now
      if let interval = pace.interval {
        time = max(now, pace.blockedUntil, pace.turns.last.map { $0 + interval } ?? now)
        if let limit, time - now > limit { return nil }
        while pace.turns.count > 1, pace.turns[1] <= now { pace.turns.removeFirst() }
        pace.turns.append(time)
      }
      paces[group] = pace
      return Turn(group: group, wait: time - now, time: time, generation: pace.generation)
    }
  }

  /// Gives up a turn that the call did not use, so that no other call waits behind it.
  func cancel(_ turn: Turn) {
    paces.withLock { paces in
      guard let index = paces[turn.group]?.turns.lastIndex(of: turn.time) else { return }
      paces[turn.group]?.turns.remove(at: index)
    }
  }

  /// Slows the group down after the service refused the call of this turn for its rate.
  func refused(_ turn: Turn, retryAfter: Duration?) {
    let now = stopwatch.elapsed()
    paces.withLock { paces in
      var pace = paces[turn.group] ?? Pace()
      // A hundred calls that left at the same rate prove it too high once, so the rate falls once.
      if turn.generation == pace.generation {
        pace.generation += 1
        if let interval = pace.interval {
          pace.interval = max(interval, min(interval * 2, Self.slowest))
        } else {
          pace.interval = OperationTraits.RateLimit.published(for: turn.group).interval
        }
      }
      pace.blockedUntil = max(
        pace.blockedUntil, now + (retryAfter ?? pace.interval ?? .zero).bounded)
      paces[turn.group] = pace
    }
  }

  /// Speeds the group up a little after a success.
  func succeeded(_ group: OperationTraits.RateGroup) {
    paces.withLock { paces in
      guard var pace = paces[group], let interval = pace.interval else { return }
      let faster = interval * Self.recovery
      if let limit = limits[group] {
        pace.interval = max(faster, limit.interval)
      } else if faster < OperationTraits.RateLimit.published(for: group).interval * Self.forgetBelow
      {
        pace.interval = nil
      } else {
        pace.interval = faster
      }
      paces[group] = pace
    }
  }
}
