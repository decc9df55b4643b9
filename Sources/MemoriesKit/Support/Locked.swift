import Foundation

/// A value behind a lock, for the few places where a task and callbacks on another thread share
/// state.
///
/// `Synchronization.Mutex` would do, but it needs macOS 15 and iOS 18.
package final class Locked<Value>: @unchecked Sendable {
  // Unchecked: `value` is used only while `lock` is held.
  private let lock = NSLock()
  private var value: Value

  package init(_ value: Value) {
    self.value = value
  }

  /// Runs `body` with exclusive access. `body` must not block or call out.
  package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
