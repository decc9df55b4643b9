import MemoriesKit

/// A clock on which every sleep ends at once: the time jumps to the deadline instead.
///
/// For tests that want to know how long something would have waited, not to wait.
public final class SkippingClock: Clock, Sendable {
  /// A point in the time of a test.
  public typealias Instant = TestClock.Instant

  private struct State {
    var now = Instant()
    var sleeps: [Duration] = []
  }

  private let state = Locked(State())

  /// Makes a clock that shows zero.
  public init() {}

  /// The time, which is the latest deadline anyone slept to.
  public var now: Instant { state.withLock { $0.now } }

  /// Zero: the clock takes any step exactly.
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
    // A loop that polls on this clock must still let the others run.
    await Task.yield()
  }
}
