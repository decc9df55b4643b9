/// Why an exchange was ended that took too long.
struct TimeLimitReached: Error {
  let limit: MemoriesError.TimeLimit
}

/// Ends an exchange when one of its time limits has run out.
///
/// Foundation's own timers count whole seconds, start again with every byte, and know one limit.
struct Watchdog: Sendable {
  let exchange: Exchange
  let limits: TimeLimits
  let carriesFile: Bool
  let expectsStream: Bool
  let stopwatch: Stopwatch

  /// How long nobody needs to look; nil once the exchange has ended.
  ///
  /// It may enter a phase with an earlier end meanwhile. No phase ends sooner after its beginning than
  /// the shortest limit, so looking again after that misses none.
  var timeToNextCheck: Duration? {
    guard let (end, _) = nextEnd() else { return nil }
    let shortest = min(limits.connect, limits.stall, limits.response(afterFile: carriesFile))
    // A limit of zero would make it no pause at all.
    return max(min(end - stopwatch.elapsed(), shortest), .milliseconds(1))
  }

  /// Ends the exchange if a limit has run out already, and says so.
  @discardableResult
  func endIfDue() -> Bool {
    guard let (end, limit) = nextEnd(), stopwatch.elapsed() >= end else { return false }
    exchange.abort(TimeLimitReached(limit: limit))
    return true
  }

  private func nextEnd() -> (Duration, MemoriesError.TimeLimit)? {
    let snapshot = exchange.snapshot
    let response = limits.response(afterFile: carriesFile)
    var end: (time: Duration, limit: MemoriesError.TimeLimit)
    switch snapshot.phase {
    // Its turn comes when others are over, and those have limits of their own.
    case .queued: end = (snapshot.lastActivity + .seconds(365 * 24 * 3600), .connect)
    case .connecting: end = (snapshot.lastActivity + limits.connect, .connect)
    case .sending: end = (snapshot.lastActivity + limits.stall, .stall)
    case .awaitingResponse: end = (snapshot.lastActivity + response, .response)
    case .receiving:
      end = (snapshot.lastActivity + limits.stall, .stall)
      // A value that comes in drips must not take for ever; a file may.
      let last = snapshot.phaseBegin + response
      if !expectsStream, last < end.time { end = (last, .response) }
    case .ended: return nil
    }
    if let total = limits.total, total < end.time { return (total, .total) }
    return (end.time, end.limit)
  }
}
