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
