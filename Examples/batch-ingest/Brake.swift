import Foundation

/// Once pulled, no further upload begins; those that run go on.
final class Brake: @unchecked Sendable {
  // Unchecked: the value is touched only while `lock` is held.
  private let lock = NSLock()
  private var value = false

  var isPulled: Bool { lock.withLock { value } }

  /// Returns whether it had been pulled before.
  @discardableResult
  func pull() -> Bool {
    lock.withLock {
      defer { value = true }
      return value
    }
  }
}
