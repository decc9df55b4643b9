import Foundation

/// A value behind a lock, for state that the threads of URLSession share with the test.
final class Guarded<Value>: @unchecked Sendable {
  // Unchecked: `value` is touched only while `lock` is held.
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) {
    self.value = value
  }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
