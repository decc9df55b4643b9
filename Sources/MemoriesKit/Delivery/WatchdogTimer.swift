/// The one timer behind the time limits of all calls of a client.
///
/// A task that sleeps beside each call would cost a small one a tenth of its time, and Swift keeps
/// the memory of a sleep that was cancelled until its end would have come. So one task sleeps for
/// all, until the earliest time at which any limit can run out.
final class WatchdogTimer: Sendable {
  private struct State {
    var watchdogs: [Int: Watchdog] = [:]
    var lastNumber = 0
    /// The task that sleeps, and until when.
    var sleeper: (task: Task<Void, Never>, end: Duration)?
  }

  /// The clock of the limits.
  let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  /// Whether the sleeping task stays when no call is left, to serve the next ones. A clock that a
  /// test has made would still show somebody asleep, so there it goes.
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

  /// Runs `body` while the limits of its exchange are watched.
  func watching<Value>(
    with watchdog: Watchdog, _ body: () async throws -> Value
  ) async throws -> Value {
    // Of many short calls that belong together none may live long enough to be noticed.
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

  /// Sees to it that somebody wakes at that time, or before.
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
