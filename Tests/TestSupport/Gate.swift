import Foundation

/// Holds those who come until it is opened, and counts how many are inside together.
package final class Gate: @unchecked Sendable {
  // Unchecked: what changes is touched only while `condition` is held.
  private let condition = NSCondition()
  private var isOpen = false
  private var inside = 0
  private var most = 0
  private let (entries, entered) = AsyncStream<Int>.makeStream()

  package init() {}

  package var mostAtOnce: Int { condition.withLock { most } }

  package func pass() {
    condition.withLock {
      inside += 1
      most = max(most, inside)
      entered.yield(inside)
      while !isOpen { condition.wait() }
      inside -= 1
    }
  }

  /// Waits until so many are inside.
  package func fills(to count: Int) async {
    for await inside in entries where inside == count { return }
  }

  package func open() {
    condition.withLock {
      isOpen = true
      condition.broadcast()
    }
  }
}
