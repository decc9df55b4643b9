/// Limits how much a client may retry, so that clients do not multiply the load of an outage.
///
/// Each retry takes one from the budget, and each success returns a tenth. A client with few
/// failures can retry freely. A client that meets only failures soon sends each call once.
final class RetryBudget: Sendable {
  private static let retryCost = 1.0
  private static let successReward = 0.1

  private let capacity: Double
  private let balance: Locked<Double>

  init(capacity: Int) {
    self.capacity = Double(max(0, capacity))
    balance = Locked(Double(max(0, capacity)))
  }

  /// Takes one retry from the budget; returns false when it is empty.
  func spend() -> Bool {
    balance.withLock { balance in
      guard balance >= Self.retryCost else { return false }
      balance -= Self.retryCost
      return true
    }
  }

  func succeeded() {
    balance.withLock { $0 = min(capacity, $0 + Self.successReward) }
  }
}
