/// Lets a limited number of exchanges run at a time; the others wait in order.
///
/// libcurl has such a limit too, but it does not tell a request that waits from one that cannot
/// connect.
final class ExchangeQueue: Sendable {
  private struct State {
    var running = 0
    var waiting: [@Sendable () -> Void] = []
    /// How many of `waiting` have begun.
    var first = 0
  }

  private let limit: Int
  private let state = Locked(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Runs `begin` now, or when an earlier exchange ends. The caller must call `leave()` when the
  /// exchange is over.
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

  /// Ends an exchange and begins the next one that waits.
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
