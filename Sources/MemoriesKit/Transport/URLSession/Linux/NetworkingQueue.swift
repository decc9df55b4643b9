#if !canImport(Darwin)
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The one serial queue on which Foundation on Linux works for all sessions of a process.
///
/// It is not public; but a session whose delegate queue runs inline answers questions on it.
package enum NetworkingQueue {
  private static let session = URLSession(
    configuration: .ephemeral, delegate: nil, delegateQueue: InlineDelegateQueue())

  /// Has `body` called behind what is due there now.
  package static func perform(_ body: @escaping @Sendable () -> Void) {
    session.getAllTasks { _ in body() }
  }
}
#endif
