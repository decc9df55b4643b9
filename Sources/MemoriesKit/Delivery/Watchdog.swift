/// Ends an exchange when one of its time limits has run out.
///
/// Foundation's own timers count whole seconds, start again with every byte, and know one limit.
struct Watchdog: Sendable {
  let exchange: Exchange
  let limits: TimeLimits
  let carriesFile: Bool
  let stopwatch: Stopwatch

  /// Watches until the exchange has ended or the task is cancelled.
  func run() async {
    // The exchange may enter a phase with an earlier end while this sleeps. No phase ends sooner
    // after its beginning than the shortest limit, so sleeping no longer than that misses none.
    // A limit of zero would make it no sleep at all.
    let shortest = max(
      min(limits.connect, limits.stall, limits.response(afterFile: carriesFile)),
      .milliseconds(1))
    while let (end, limit) = nextEnd() {
      let now = stopwatch.elapsed()
      if now >= end { return exchange.abort(.timedOut(limit)) }
      do {
        try await stopwatch.sleepUntil(min(end, now + shortest))
      } catch {
        return
      }
    }
  }

  private func nextEnd() -> (Duration, TimeLimit)? {
    let snapshot = exchange.snapshot
    let allowed: (Duration, TimeLimit)
    switch snapshot.phase {
    case .connecting: allowed = (limits.connect, .connect)
    case .sending, .receiving: allowed = (limits.stall, .stall)
    case .awaitingResponse: allowed = (limits.response(afterFile: carriesFile), .response)
    case .ended: return nil
    }
    let end = snapshot.lastActivity + allowed.0
    if let total = limits.total, total < end { return (total, .total) }
    return (end, allowed.1)
  }
}
