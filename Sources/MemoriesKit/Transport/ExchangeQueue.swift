/// Lets so many exchanges onto the wire at a time, in the order in which they came.
///
/// libcurl has such a bound too, but nobody can tell a request that waits there from one that cannot
/// connect.
final class ExchangeQueue: Sendable {
  private struct State {
    var running = 0
    var waiting: [@Sendable () -> Void] = []
    /// How many of `waiting` have had their turn.
    var first = 0
  }

  private let limit: Int
  private let state = Locked(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Runs `begin` now, or when its turn has come; `leave()` must follow once it is over.
  func enter(_ begin: @escaping @Sendable () -> Void) {
    let mustWait = state.withLock { state in
      guard state.running >= limit else {
        state.running += 1
        return false
      }
      state.waiting.append(begin)
      return true
    }
    if !mustWait { begin() }
  }

  /// Gives the place to the next in line.
  func leave() {
    let next: (@Sendable () -> Void)? = state.withLock { state in
      guard state.first < state.waiting.count else {
        state.running -= 1
        state.waiting = []
        state.first = 0
        return nil
      }
      defer { state.first += 1 }
      return state.waiting[state.first]
    }
    next?()
  }
}
