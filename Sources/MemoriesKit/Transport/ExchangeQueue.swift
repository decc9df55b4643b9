/// Lets a limited number of exchanges run at a time; the others wait in order.
///
/// libcurl has such a limit too, but it does not tell a request that waits from one that cannot
/// connect.
final class ExchangeQueue: Sendable {
  private struct State {
    var running = 0
    var arrived: [@Sendable () -> Void] = []
    /// Those that came before `arrived`, in reverse order. Taking one from the end lets go of it at
    /// once, also while others always wait.
    var leaving: [@Sendable () -> Void] = []
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
      state.arrived.append(begin)
      return true
    }
    if !mustWait { begin() }
  }

  /// Ends an exchange and begins the next one that waits.
  func leave() {
    let next = state.withLock { state in
      if state.leaving.isEmpty {
        state.leaving = state.arrived.reversed()
        state.arrived = []
      }
      let next = state.leaving.popLast()
      if next == nil { state.running -= 1 }
      return next
    }
    next?()
  }
}
