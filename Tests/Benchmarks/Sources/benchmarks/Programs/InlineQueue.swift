import Foundation

/// A delegate queue that runs every callback on the thread that made it, as the library's does:
/// on Linux the only way in which a slow disk holds back the server.
final class InlineQueue: OperationQueue, @unchecked Sendable {
  // Unchecked only because the superclass is; there is no state here.

  override init() {
    super.init()
    maxConcurrentOperationCount = 1
  }

  override func addOperation(_ block: @escaping @Sendable () -> Void) {
    block()
  }

  override func addOperation(_ operation: Operation) {
    operation.start()
  }
}
