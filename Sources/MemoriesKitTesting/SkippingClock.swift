import MemoriesKit

/// A clock on which every sleep ends at once: the time jumps to its deadline.
///
/// Use it in tests that check how long something would have waited.
public final class SkippingClock: Clock, Sendable {
  /// A point in the time of this clock.
  public typealias Instant = TestClock.Instant

  private struct State {
    var now = Instant()
    var sleeps: [Duration] = []
  }

  private let state = Locked(State())

  /// Makes a clock at zero.
  public init() {}

  /// The current time: the latest deadline of any sleep.
  public var now: Instant { state.withLock { $0.now } }

  /// Zero, because the clock is exact.
  public var minimumResolution: Duration { .zero }

  /// How long each sleep would have taken, in the order in which they began.
  public var sleeps: [Duration] { state.withLock { $0.sleeps } }

  /// Moves the time to `deadline` and returns; throws if the task was cancelled before.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.sleeps.append(state.now.duration(to: deadline))
      state.now = max(state.now, deadline)
    }
    // A loop that polls on this clock must let other tasks run.
    await Task.yield()
  }
}
