#if !canImport(Darwin)
import Foundation

/// A queue that runs what it is given at once, on the caller's thread.
///
/// As the delegate queue of a session on Linux it is the only way to slow a download down to the
/// speed of its reader: an ordinary queue would collect the pieces in memory.
final class InlineQueue: OperationQueue, @unchecked Sendable {
  // Unchecked: the superclass is, and nothing is added to it that could be shared.
  override func addOperation(_ block: @escaping @Sendable () -> Void) {
    block()
  }
}
#endif
