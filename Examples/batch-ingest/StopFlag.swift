import Foundation

/// Something that happens once and stays so.
final class StopFlag: @unchecked Sendable {
  // Unchecked: the value is touched only while `lock` is held.
  private let lock = NSLock()
  private var value = false

  var isSet: Bool { lock.withLock { value } }

  /// Returns whether it was set before.
  @discardableResult
  func set() -> Bool {
    lock.withLock {
      defer { value = true }
      return value
    }
  }
}
