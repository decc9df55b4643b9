import Foundation

/// A delegate queue that runs every callback on the thread that made it.
///
/// Foundation on Linux hands each piece of a body to the delegate's queue and reads on, however
/// far the delegate is behind: with an ordinary queue a slow disk makes the process grow by the
/// whole file. Run inline, a callback that waits keeps the socket from being read. It is the only
/// back-pressure there is.
///
/// The price: no callback may call anything of `URLSession` that waits for that same thread
/// (creating, resuming, cancelling a task). Such calls go through a queue of their own.
package final class InlineDelegateQueue: OperationQueue, @unchecked Sendable {
  // Unchecked only because the superclass is; there is no state here.

  package override init() {
    super.init()
    maxConcurrentOperationCount = 1
  }

  package override func addOperation(_ block: @escaping @Sendable () -> Void) {
    block()
  }

  package override func addOperation(_ operation: Operation) {
    operation.start()
  }
}
