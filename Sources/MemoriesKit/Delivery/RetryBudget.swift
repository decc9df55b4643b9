/// Keeps an outage from being multiplied: a client that fails all the time may repeat only so much.
///
/// Each repetition takes from the budget, each call that ends well pays a part back. A client that
/// is mostly well can repeat freely; one that meets nothing but failures soon sends each call once.
final class RetryBudget: Sendable {
  private static let retryCost = 1.0
  private static let successReward = 0.1

  private let capacity: Double
  private let balance: Locked<Double>

  init(capacity: Int) {
    self.capacity = Double(max(0, capacity))
    balance = Locked(Double(max(0, capacity)))
  }

  /// Pays for a repetition; false when there is not enough.
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
