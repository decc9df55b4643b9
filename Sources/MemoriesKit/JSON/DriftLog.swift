/// Collects the drift in one answer.
final class DriftLog: Sendable {
  private struct State {
    var entries: [Drift] = []
    var omittedCount = 0
  }

  private let state = Locked(State())
  private let limit: Int

  /// The default limit; a list of ten thousand elements may drift in every one.
  static let limit = 100

  /// - Parameter limit: How many entries the log keeps.
  init(limit: Int = DriftLog.limit) {
    self.limit = limit
  }

  /// The first entries, in reading order.
  var entries: [Drift] { state.withLock { $0.entries } }

  /// How many entries the log dropped after it had reached the limit.
  var omittedCount: Int { state.withLock { $0.omittedCount } }

  /// Adds an entry, and makes it only if there is room.
  func note(_ entry: () -> Drift) {
    let hasRoom = state.withLock { state in
      if state.entries.count >= limit { state.omittedCount += 1 }
      return state.entries.count < limit
    }
    guard hasRoom else { return }
    let entry = entry()
    state.withLock { $0.entries.append(entry) }
  }
}
