import MemoriesKit

/// Finds the replay or recorder of a request, by the token that the request carries.
///
/// The table holds its entries weakly, so a replay that the test has dropped answers no more.
final class RoutingTable<Target: AnyObject & Sendable>: Sendable {
  private struct Entry: Sendable {
    weak var target: Target?
  }

  private let entries = Locked<[String: Entry]>([:])

  func add(_ target: Target, as token: String) {
    entries.withLock { $0[token] = Entry(target: target) }
  }

  func remove(_ token: String) {
    entries.withLock { _ = $0.removeValue(forKey: token) }
  }

  func target(of token: String?) -> Target? {
    guard let token else { return nil }
    return entries.withLock { $0[token]?.target }
  }
}
