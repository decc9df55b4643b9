import MemoriesKit

/// Finds the replay or recorder that a request belongs to, by the token the request carries.
///
/// The table does not keep its entries alive: who is forgotten by the test answers no more.
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
