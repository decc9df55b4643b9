/// The failure of an exchange that the watchdog ended.
struct TimeLimitReached: Error {
  let limit: MemoriesError.TimeLimit
}

/// Ends an exchange when one of its time limits runs out.
///
/// This client does not use Foundation's timers: they count whole seconds, restart with every byte,
/// and know only one limit.
struct Watchdog: Sendable {
  let exchange: Exchange
  let limits: TimeLimits
  let carriesFile: Bool
  let expectsStream: Bool
  let stopwatch: Stopwatch

  /// The time after which ``endIfDue()`` must be called again; nil once the exchange has ended.
  ///
  /// In that time the exchange may enter a phase that ends earlier. But no phase is shorter than
  /// the shortest limit, so a check after the shortest limit misses none.
  var timeToNextCheck: Duration? {
    guard let (end, _) = nextEnd() else { return nil }
    let shortest = min(limits.connect, limits.stall, limits.response(afterFile: carriesFile))
    // With a limit of zero the timer would not pause at all.
    return max(min(end - stopwatch.elapsed(), shortest), .milliseconds(1))
  }

  /// Ends the exchange if a limit has run out, and returns whether it did.
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
    // A queued exchange waits for others, which have limits of their own, so only the total limit
    // applies.
    case .queued: end = (snapshot.lastActivity + .seconds(365 * 24 * 3600), .connect)
    case .connecting: end = (snapshot.lastActivity + limits.connect, .connect)
    case .sending: end = (snapshot.lastActivity + limits.stall, .stall)
    case .awaitingResponse: end = (snapshot.lastActivity + response, .response)
    case .receiving:
      end = (snapshot.lastActivity + limits.stall, .stall)
      // A value must not take for ever, even if it arrives byte by byte. A file or a stream of
      // events may.
      let last = snapshot.phaseBegin + response
      if !expectsStream, last < end.time { end = (last, .response) }
    case .ended: return nil
    }
    if let total = limits.total, total < end.time { return (total, .total) }
    return (end.time, end.limit)
  }
}
