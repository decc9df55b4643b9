import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A delegate that somebody waits for: the base of those that do something with the bytes.
class WaitingDelegate: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  // Unchecked because the class is open; its only state is behind the lock.
  private let continuation = Locked<CheckedContinuation<Void, any Error>?>(nil)

  /// Sends a request on a session of its own and waits for its end.
  func send(_ request: URLRequest, on queue: OperationQueue?) async throws {
    let session = URLSession(
      configuration: RawSession.configuration(), delegate: self, delegateQueue: queue)
    try await withCheckedThrowingContinuation { continuation in
      self.continuation.withLock { $0 = continuation }
      session.dataTask(with: request).resume()
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {}

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    settle(
      Result {
        if let error { throw error }
        try RawSession.check(task.response)
      })
  }

  /// Ends the waiting; only the first outcome counts.
  func settle(_ outcome: Result<Void, any Error>) {
    let waiting = continuation.withLock { continuation in
      defer { continuation = nil }
      return continuation
    }
    waiting?.resume(with: outcome)
  }
}
