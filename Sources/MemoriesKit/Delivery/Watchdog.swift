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
    // A queued exchange waits for others, which have limits of their own. A year never comes, so that
    // only the total limit below ends it.
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

/// The one timer for the time limits of all calls of a client.
///
/// A sleeping task for each call would cost a short call a tenth of its time. Swift also keeps the
/// memory of a cancelled sleep until the sleep would have ended. So one task sleeps for all calls,
/// until the earliest time at which a limit can run out.
final class WatchdogTimer: Sendable {
  private struct State {
    var watchdogs: [Int: Watchdog] = [:]
    var lastNumber = 0
    /// The sleeping task, and the time at which it wakes.
    var sleeper: (task: Task<Void, Never>, end: Duration)?
  }

  /// The clock of the time limits.
  let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  /// Whether the task keeps sleeping when no call is left, so that the next call finds it. On the
  /// clock of a test it does not, because the test would count it as a sleeper.
  private let staysAsleep: Bool
  private let state = Locked(State())

  init(_ clock: any Clock<Duration>) {
    self.clock = clock
    stopwatch = Stopwatch(clock)
    staysAsleep = clock is ContinuousClock || clock is SuspendingClock
  }

  deinit {
    state.withLock { $0.sleeper?.task.cancel() }
  }

  /// Runs `body` while the watchdog checks the limits of its exchange.
  func watching<Value>(
    with watchdog: Watchdog, _ body: () async throws -> Value
  ) async throws -> Value {
    // A call may consist of many short attempts or reads, none of which lasts until the timer
    // fires. So check here too.
    watchdog.endIfDue()
    let number = add(watchdog)
    defer { remove(number) }
    return try await body()
  }

  private func add(_ watchdog: Watchdog) -> Int {
    let now = stopwatch.elapsed()
    return state.withLock { state in
      state.lastNumber += 1
      state.watchdogs[state.lastNumber] = watchdog
      if let left = watchdog.timeToNextCheck { sleep(until: now + left, &state) }
      return state.lastNumber
    }
  }

  private func remove(_ number: Int) {
    state.withLock { state in
      state.watchdogs[number] = nil
      guard state.watchdogs.isEmpty, !staysAsleep else { return }
      state.sleeper?.task.cancel()
      state.sleeper = nil
    }
  }

  /// Makes sure that a task wakes at that time or earlier.
  private func sleep(until end: Duration, _ state: inout State) {
    if let sleeper = state.sleeper {
      if sleeper.end <= end { return }
      sleeper.task.cancel()
    }
    let task = Task { [stopwatch, weak self] in
      do {
        try await stopwatch.sleepUntil(end)
      } catch {
        return
      }
      self?.wake()
    }
    state.sleeper = (task, end)
  }

  private func wake() {
    let now = stopwatch.elapsed()
    let watchdogs = state.withLock { state in
      state.sleeper = nil
      return Array(state.watchdogs.values)
    }
    let times = watchdogs.compactMap { $0.endIfDue() ? nil : $0.timeToNextCheck }
    guard let next = times.min() else { return }
    state.withLock { sleep(until: now + next, &$0) }
  }
}
