/// The time since a call began, on a clock that was given.
struct Stopwatch: Sendable {
  /// The time since the beginning.
  let elapsed: @Sendable () -> Duration
  /// Sleeps until that much time has passed since the beginning.
  let sleepUntil: @Sendable (Duration) async throws -> Void

  init(_ clock: any Clock<Duration>) {
    self.init(running: clock)
  }

  private init<C: Clock>(running clock: C) where C.Duration == Duration {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    sleepUntil = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
  }

  func sleep(for duration: Duration) async throws {
    try await sleepUntil(elapsed() + duration)
  }
}
