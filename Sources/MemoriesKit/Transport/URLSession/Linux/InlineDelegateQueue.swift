import Foundation

/// A delegate queue that runs every callback on the thread that adds it.
///
/// Foundation on Linux queues each chunk for the delegate and reads on, however far the delegate is
/// behind. With an ordinary queue, a slow disk lets the process grow by the whole file. A callback
/// that runs inline and waits keeps Foundation from reading the socket. There is no other
/// back-pressure.
///
/// The price: no callback may call a method of `URLSession` that waits for that thread (creating,
/// resuming, cancelling a task). Such calls need a queue of their own.
package final class InlineDelegateQueue: OperationQueue, @unchecked Sendable {
  // Unchecked only because the superclass is; this class has no state.

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
