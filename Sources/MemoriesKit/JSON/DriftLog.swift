/// Collects what reading one answer had to pass over.
package final class DriftLog: Sendable {
  private struct State {
    var entries: [Drift] = []
    var omittedCount = 0
  }

  private let state = Locked(State())
  private let limit: Int

  /// How many entries are kept unless told otherwise; a list of ten thousand elements may drift in
  /// every one.
  package static let limit = 100

  /// - Parameter limit: How many entries are kept.
  package init(limit: Int = DriftLog.limit) {
    self.limit = limit
  }

  /// The first entries, in the order of reading.
  var entries: [Drift] { state.withLock { $0.entries } }

  /// How many entries came after the limit was reached.
  var omittedCount: Int { state.withLock { $0.omittedCount } }

  /// Adds an entry, which is made only if there is room for it.
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
