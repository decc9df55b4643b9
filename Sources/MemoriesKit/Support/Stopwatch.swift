/// Measures the time since its creation, on a given clock.
struct Stopwatch: Sendable {
  /// Returns the time since the beginning.
  let elapsed: @Sendable () -> Duration
  /// Sleeps until that much time has passed since the beginning.
  let sleepUntil: @Sendable (Duration) async throws -> Void

  init(_ clock: any Clock<Duration>) {
    self.init(running: clock)
  }

  private init<C: Clock>(running clock: C) where C.Duration == Duration {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    sleepUntil = {
      try await clock.sleep(until: start.advanced(by: $0.bounded), tolerance: nil)
    }
  }

  func sleep(for duration: Duration) async throws {
    try await sleepUntil(elapsed() + duration.bounded)
  }
}

// Clocks and `Duration` trap on overflow, so every duration from a user is bounded before any
// computation.
extension Duration {
  /// Practically for ever, and far from the limits of any clock.
  private static let longest = Duration.seconds(100 * 365 * 86_400)

  /// The same duration, but at least zero and at most a hundred years.
  package var bounded: Duration { min(max(self, .zero), Self.longest) }

  /// So many seconds, bounded; zero for NaN.
  static func bounded(seconds: Double) -> Duration {
    guard seconds > 0 else { return .zero }
    return .seconds(min(seconds, longest / .seconds(1)))
  }
}

extension Double {
  /// The same number, but from 0 to 1; 0 for NaN and infinity.
  var clampedToUnit: Double { isFinite ? min(1, max(0, self)) : 0 }
}
