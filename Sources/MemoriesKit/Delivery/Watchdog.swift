/// Ends an exchange when one of its time limits has run out.
///
/// Foundation's own timers count whole seconds, start again with every byte, and know one limit.
struct Watchdog: Sendable {
  let exchange: Exchange
  let limits: TimeLimits
  let carriesFile: Bool
  let expectsFile: Bool
  let stopwatch: Stopwatch

  /// Watches until the exchange has ended or the task is cancelled.
  func run() async {
    // The exchange may enter a phase with an earlier end while this sleeps. No phase ends sooner
    // after its beginning than the shortest limit, so sleeping no longer than that misses none.
    // A limit of zero would make it no sleep at all.
    let shortest = max(
      min(limits.connect, limits.stall, limits.response(afterFile: carriesFile)),
      .milliseconds(1))
    while let (end, _) = nextEnd(), !endIfDue() {
      let now = stopwatch.elapsed()
      do {
        try await stopwatch.sleepUntil(min(end, now + shortest))
      } catch {
        return
      }
    }
  }

  /// Ends the exchange if a limit has run out already, and says so.
  @discardableResult
  func endIfDue() -> Bool {
    guard let (end, limit) = nextEnd(), stopwatch.elapsed() >= end else { return false }
    exchange.abort(.timedOut(limit))
    return true
  }

  private func nextEnd() -> (Duration, TimeLimit)? {
    let snapshot = exchange.snapshot
    let response = limits.response(afterFile: carriesFile)
    var end: (time: Duration, limit: TimeLimit)
    switch snapshot.phase {
    // Its turn comes when others are over, and those have limits of their own.
    case .queued: end = (snapshot.lastActivity + .seconds(365 * 24 * 3600), .connect)
    case .connecting: end = (snapshot.lastActivity + limits.connect, .connect)
    case .sending: end = (snapshot.lastActivity + limits.stall, .stall)
    case .awaitingResponse: end = (snapshot.lastActivity + response, .response)
    case .receiving:
      end = (snapshot.lastActivity + limits.stall, .stall)
      // An envelope that comes in drips must not take for ever; a file may.
      let last = snapshot.phaseBegin + response
      if !expectsFile, last < end.time { end = (last, .response) }
    case .ended: return nil
    }
    if let total = limits.total, total < end.time { return (total, .total) }
    return (end.time, end.limit)
  }
}
