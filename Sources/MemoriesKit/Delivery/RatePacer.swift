/// Spaces out the calls of each group once the service has asked for it.
///
/// The published limits contradict each other, so they are learned: nothing is paced until the first
/// refusal. Then the calls of that group leave at the strictest published rate; each further refusal
/// halves the rate, each success raises it a little, and a rate well above the published one ends
/// the pacing. Turns are given in the order of asking. A limit that was set by hand is kept to from
/// the start, and never exceeded.
final class RatePacer: Sendable {
  /// When a call may leave.
  struct Turn: Sendable {
    let group: OperationTraits.RateGroup
    /// How long that is from the moment of asking.
    let wait: Duration
    fileprivate let time: Duration
    fileprivate let generation: Int
  }

  private struct Pace {
    /// The time between two calls; nil while there is no pacing.
    var interval: Duration?
    /// The turns that are still to come, and the last one before them.
    var turns: [Duration] = []
    /// Before when nobody may leave, because the service has said so.
    var blockedUntil: Duration = .zero
    /// How often the rate has fallen.
    var generation = 0
  }

  private static let slowest = Duration.seconds(120)
  private static let recovery = 0.9
  /// Ten times the strictest figure is the most generous one published.
  private static let forgetBelow = 0.1

  private let limits: [OperationTraits.RateGroup: OperationTraits.RateLimit]
  private let stopwatch: Stopwatch
  private let paces = Locked<[OperationTraits.RateGroup: Pace]>([:])

  init(limits: [OperationTraits.RateGroup: OperationTraits.RateLimit], clock: any Clock<Duration>) {
    self.limits = limits
    stopwatch = Stopwatch(clock)
  }

  /// Takes a turn; nil, and none taken, when it would come later than `limit` from now.
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

  /// Gives up a turn that was not used, so that nobody waits behind a call that never leaves.
  func cancel(_ turn: Turn) {
    paces.withLock { paces in
      guard let index = paces[turn.group]?.turns.lastIndex(of: turn.time) else { return }
      paces[turn.group]?.turns.remove(at: index)
    }
  }

  /// The call that left at this turn was refused for its rate.
  func refused(_ turn: Turn, retryAfter: Duration?) {
    let now = stopwatch.elapsed()
    paces.withLock { paces in
      var pace = paces[turn.group] ?? Pace()
      // A hundred calls that left together tell of one rate, and it falls once.
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

  /// A call of the group was let through.
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
