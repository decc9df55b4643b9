import Foundation
import MemoriesKit

/// A clock that stands still until a test moves it.
///
/// `advance(by:)` wakes the tasks that sleep on it, the earliest deadline first.
public final class TestClock: Clock, Sendable {
  /// A point in the time of this clock: how far the test has moved it.
  public struct Instant: InstantProtocol {
    /// The time since the clock was made, at most a million years.
    public let offset: Duration

    /// Makes the point that is `offset` after the clock was made.
    public init(offset: Duration = .zero) {
      self.offset = Self.bounded(offset)
    }

    // The sum of two bounded times cannot overflow; that of the longest durations traps.
    private static func bounded(_ duration: Duration) -> Duration {
      let millionYears = Duration.seconds(1_000_000 * 365 * 86_400)
      return min(max(duration, .zero - millionYears), millionYears)
    }

    /// The point that is `duration` later.
    public func advanced(by duration: Duration) -> Instant {
      Instant(offset: offset + Self.bounded(duration))
    }

    /// The time from here to `other`.
    public func duration(to other: Instant) -> Duration {
      other.offset - offset
    }

    /// Whether the left point is earlier.
    public static func < (left: Instant, right: Instant) -> Bool {
      left.offset < right.offset
    }
  }

  private struct Sleeper {
    let number: Int
    let deadline: Instant
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct Waiter {
    let number: Int
    let count: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now = Instant()
    var nextNumber = 0
    var sleepers: [Sleeper] = []
    var waiters: [Waiter] = []

    mutating func takeNumber() -> Int {
      nextNumber += 1
      return nextNumber
    }

    /// Removes and returns those who wait for no more sleepers than there are.
    mutating func takeSatisfiedWaiters() -> [Waiter] {
      let satisfied = waiters.filter { $0.count <= sleepers.count }
      waiters.removeAll { $0.count <= sleepers.count }
      return satisfied
    }
  }

  private let state = Locked(State())

  /// Makes a clock at zero.
  public init() {}

  /// The current time, as the test has set it.
  public var now: Instant { state.withLock { $0.now } }

  /// Zero, because the clock is exact.
  public var minimumResolution: Duration { .zero }

  /// How many tasks sleep on this clock now.
  public var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// Sleeps until the test has moved the clock to `deadline`, or the task is cancelled.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    let number = state.withLock { $0.takeNumber() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<Void, any Error>) in
        enqueue(Sleeper(number: number, deadline: deadline, continuation: continuation))
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock, and wakes every task whose deadline it reaches, the earliest first.
  public func advance(by duration: Duration) {
    let woken = state.withLock { state -> [Sleeper] in
      let now = state.now.advanced(by: duration)
      state.now = now
      let due = state.sleepers.filter { $0.deadline <= now }
      state.sleepers.removeAll { $0.deadline <= now }
      return due.sorted { ($0.deadline, $0.number) < ($1.deadline, $1.number) }
    }
    for sleeper in woken {
      sleeper.continuation.resume()
    }
  }

  /// Waits until at least `count` tasks sleep on this clock; returns early when cancelled.
  public func waitForSleepers(_ count: Int) async {
    let number = state.withLock { $0.takeNumber() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let mayReturn = state.withLock { state in
          if Task.isCancelled || state.sleepers.count >= count { return true }
          state.waiters.append(
            Waiter(number: number, count: count, continuation: continuation))
          return false
        }
        if mayReturn { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.number == number }) else {
          return nil
        }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume()
    }
  }

  private func enqueue(_ sleeper: Sleeper) {
    enum Outcome {
      case cancelled, due
      case asleep([Waiter])
    }
    let outcome = state.withLock { state -> Outcome in
      // A cancellation before this point found no sleeper to wake, but the task knows of it.
      if Task.isCancelled { return .cancelled }
      if sleeper.deadline <= state.now { return .due }
      state.sleepers.append(sleeper)
      return .asleep(state.takeSatisfiedWaiters())
    }
    switch outcome {
    case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
    case .due: sleeper.continuation.resume()
    case .asleep(let waiters): waiters.forEach { $0.continuation.resume() }
    }
  }
}
