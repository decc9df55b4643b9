#if !canImport(Darwin)
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The serial queue on which Foundation on Linux works for all sessions of a process.
///
/// The queue is not public. But a session with an inline delegate queue calls completion handlers
/// on it.
package enum NetworkingQueue {
  private static let session = URLSession(
    configuration: .ephemeral, delegate: nil, delegateQueue: InlineDelegateQueue())

  /// Runs `body` on that queue, behind what is due there now.
  package static func perform(_ body: @escaping @Sendable () -> Void) {
    session.getAllTasks { _ in body() }
  }
}
#endif
