import Foundation

/// A value behind a lock: everything that the sandbox's threads share.
final class Guarded<Value>: @unchecked Sendable {
  // Unchecked: `value` is touched only while `lock` is held.
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) {
    self.value = value
  }

  /// Runs `body` with exclusive access. Nothing that blocks may happen inside.
  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
