import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// `URLSession` without a library around it.
enum RawSession {
  static func configuration() -> URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.httpMaximumConnectionsPerHost = 64
    return configuration
  }

  static func upload(to base: URL, contentType: String = "video/mp4") -> URLRequest {
    var request = URLRequest(url: base.appendingPathComponent("upload"))
    request.httpMethod = "POST"
    request.setValue(contentType, forHTTPHeaderField: "Content-Type")
    return request
  }

  static func download(from base: URL) -> URLRequest {
    var request = URLRequest(url: base.appendingPathComponent("download"))
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    return request
  }

  static func check(_ response: URLResponse?) throws {
    guard (response as? HTTPURLResponse)?.statusCode == 200 else {
      throw Failure("the server refused")
    }
  }
}

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

/// Runs the delegate on libcurl's own thread. Only `URLSession` on Linux lets one do that.
final class InlineQueue: OperationQueue, @unchecked Sendable {
  // Unchecked only because the superclass is; there is no state here.
  override func addOperation(_ block: @escaping @Sendable () -> Void) {
    block()
  }
}
