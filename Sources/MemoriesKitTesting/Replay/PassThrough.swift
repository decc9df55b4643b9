import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The session with which recorders reach the real service. It lives as long as the process,
/// because Foundation on Linux cannot end sessions safely.
final class PassThrough: NSObject, Sendable {
  /// An event of a request that was passed on. Nothing follows `ended`.
  enum Event: Sendable {
    case response(HTTPURLResponse)
    case bytes(Data)
    case ended((any Error)?)
  }

  typealias Receiver = @Sendable (Event) -> Void

  static let shared = PassThrough()

  private let session: URLSession
  private let transfers: Transfers

  // Starting and cancelling a task wait for the queue on which protocols load, so neither may
  // happen there.
  private let tasks = DispatchQueue(label: "MemoriesKitTesting.PassThrough")

  private override init() {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.httpCookieStorage = nil
    configuration.urlCredentialStorage = nil
    configuration.timeoutIntervalForRequest = 86_400
    transfers = Transfers(tasks)
    #if canImport(Darwin)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    #else
    let queue = InlineDelegateQueue()
    #endif
    session = URLSession(configuration: configuration, delegate: transfers, delegateQueue: queue)
    super.init()
  }

  /// Sends a request. Returns a function that cancels it; the receiver gets nothing after that.
  func send(_ request: URLRequest, to receiver: @escaping Receiver) -> @Sendable () -> Void {
    let running = Locked<(task: URLSessionDataTask?, isCancelled: Bool)>((nil, false))
    tasks.async { [session, transfers] in
      if running.withLock({ $0.isCancelled }) { return }
      // A reused connection may break before the answer, and libcurl would then send the request
      // again, although the service may have accepted it. Recorders can afford a new connection
      // each time.
      var request = request
      request.setValue("close", forHTTPHeaderField: "Connection")
      let task = session.dataTask(with: request)
      transfers.add(task, receiver)
      running.withLock { $0.task = task }
      task.resume()
    }
    return { [tasks, transfers] in
      running.withLock { $0.isCancelled = true }
      tasks.async {
        guard let task = running.withLock({ $0.task }) else { return }
        transfers.remove(task)
        task.cancel()
      }
    }
  }
}

/// Passes the callbacks of the session to the receiver of each task.
private final class Transfers: NSObject, URLSessionDataDelegate, Sendable {
  private let receivers = Locked<[Int: PassThrough.Receiver]>([:])
  private let tasks: DispatchQueue

  init(_ tasks: DispatchQueue) {
    self.tasks = tasks
  }

  func add(_ task: URLSessionTask, _ receiver: @escaping PassThrough.Receiver) {
    receivers.withLock { $0[task.taskIdentifier] = receiver }
  }

  @discardableResult
  func remove(_ task: URLSessionTask) -> PassThrough.Receiver? {
    receivers.withLock { $0.removeValue(forKey: task.taskIdentifier) }
  }

  private func receiver(of task: URLSessionTask) -> PassThrough.Receiver? {
    receivers.withLock { $0[task.taskIdentifier] }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    // Foundation on Linux also reports interim answers such as 103.
    if let response = response as? HTTPURLResponse, response.statusCode >= 200 {
      receiver(of: dataTask)?(.response(response))
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    receiver(of: dataTask)?(.bytes(data))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    remove(task)?(.ended(error))
  }

  /// A second body means a second request, which must not happen. Without a stream, Foundation on
  /// Linux continues with the old one at its end, so this ends the task.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping (InputStream?) -> Void
  ) {
    remove(task)?(.ended(URLError(.networkConnectionLost)))
    tasks.async { task.cancel() }
    completionHandler(nil)
  }

  /// A redirect is an answer like others: the recorded client decides whether to follow it.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    #if canImport(Darwin)
    completionHandler(nil)
    #else
    // Foundation on Linux traps when the task is cancelled before the completion handler is called.
    // So this takes the answer without its body, and never calls the handler.
    guard let receiver = remove(task) else { return }
    receiver(.response(response))
    receiver(.ended(nil))
    tasks.async { task.cancel() }
    #endif
  }

  #if !canImport(Darwin)
  /// Foundation on Linux would wait for ever after a 401 that asks for a password. Its answer is
  /// already here.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    remove(task)?(.ended(nil))
    tasks.async { task.cancel() }
  }
  #endif
}
