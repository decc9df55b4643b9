import Foundation

/// Where watchdogs are kept: one is let out for a call that is not over in a moment.
///
/// A task that sleeps beside each call would cost a small one a tenth of its time. It would also
/// cost memory, because Swift keeps a sleep that was cancelled until its end would have come.
final class Kennel: Sendable {
  static let shared = Kennel()

  /// A call has twice this long at most before it is watched.
  private static let moment = DispatchTimeInterval.milliseconds(100)

  private struct Watched {
    let watchdog: Watchdog
    /// How many moments have ended since the call began, as far as that matters.
    var isOld = false
    var watch: Task<Void, Never>?
  }

  private struct State {
    var calls: [Int: Watched] = [:]
    var lastNumber = 0
    /// Whether a moment has begun whose end will be noticed.
    var isTiming = false
  }

  private let state = Locked(State())
  private let queue = DispatchQueue(label: "MemoriesKit.Kennel")

  /// Runs `body`, watched if it takes longer; no watchdog outlives it, although it is no child task.
  func watching<Value>(
    with watchdog: Watchdog, _ body: () async throws -> Value
  ) async throws -> Value {
    // Of many short calls that belong together none may live long enough to be watched.
    watchdog.endIfDue()
    let number = add(watchdog)
    do {
      let value = try await body()
      await remove(number)
      return value
    } catch {
      await remove(number)
      throw error
    }
  }

  private func add(_ watchdog: Watchdog) -> Int {
    let (number, mustTime) = state.withLock { state in
      state.lastNumber += 1
      state.calls[state.lastNumber] = Watched(watchdog: watchdog)
      defer { state.isTiming = true }
      return (state.lastNumber, !state.isTiming)
    }
    if mustTime { waitAMoment() }
    return number
  }

  private func remove(_ number: Int) async {
    guard let watch = state.withLock({ $0.calls.removeValue(forKey: number)?.watch }) else {
      return
    }
    watch.cancel()
    await watch.value
  }

  private func waitAMoment() {
    queue.asyncAfter(deadline: .now() + Self.moment) { [self] in
      let someAreYoung = state.withLock { state in
        for (number, call) in state.calls where call.watch == nil {
          if call.isOld {
            state.calls[number]?.watch = Task { await call.watchdog.run() }
          } else {
            state.calls[number]?.isOld = true
          }
        }
        state.isTiming = state.calls.values.contains { $0.watch == nil }
        return state.isTiming
      }
      if someAreYoung { waitAMoment() }
    }
  }
}
