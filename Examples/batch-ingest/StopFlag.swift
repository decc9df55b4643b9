import Foundation

/// A flag that can be set once and never cleared.
final class StopFlag: @unchecked Sendable {
  // Unchecked: the value is used only while `lock` is held.
  private let lock = NSLock()
  private var value = false

  var isSet: Bool { lock.withLock { value } }

  /// Sets the flag, and returns whether it was set before.
  @discardableResult
  func set() -> Bool {
    lock.withLock {
      defer { value = true }
      return value
    }
  }
}
