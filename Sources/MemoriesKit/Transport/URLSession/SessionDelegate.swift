import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes a session's callbacks on to the exchange that each task belongs to.
///
/// Nothing here calls back into `URLSession`: on Linux these methods run on the one thread that
/// would have to serve such a call.
final class SessionDelegate: NSObject, URLSessionDataDelegate {
  /// How a task ended.
  struct Completion: Sendable {
    /// The head of the answer, if there was one.
    let head: HTTPHead?
    /// Whether the transfer broke off, be it on our own wish.
    let isFailure: Bool
  }

  private struct Entry {
    let exchange: Exchange
    #if !canImport(Darwin)
    let receiver: BlockingReceiver
    #endif
    let cancel: @Sendable () -> Void
    let stream: InputStream?
    /// The head that ended the exchange, although the task itself would wait for us.
    var endingHead: HTTPHead?
    /// Called when the session is done with the task.
    let completed: @Sendable (Completion) -> Void
  }

  private let entries = Locked<[Int: Entry]>([:])

  /// Must be called before the task is resumed.
  func register(
    _ exchange: Exchange, for task: URLSessionTask, stream: InputStream?, isReadByCaller: Bool,
    cancel: @escaping @Sendable () -> Void,
    completed: @escaping @Sendable (Completion) -> Void
  ) {
    #if canImport(Darwin)
    let entry = Entry(exchange: exchange, cancel: cancel, stream: stream, completed: completed)
    #else
    let entry = Entry(
      exchange: exchange,
      receiver: BlockingReceiver(exchange, patience: isReadByCaller ? .seconds(1) : nil),
      cancel: cancel, stream: stream, completed: completed)
    #endif
    entries.withLock { $0[task.taskIdentifier] = entry }
  }

  private func entry(of task: URLSessionTask) -> Entry? {
    entries.withLock { $0[task.taskIdentifier] }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    // Informational answers (100, 103) come here too on Linux; the real one follows.
    if let head = HTTPHead(response), head.status >= 200 {
      entry(of: dataTask)?.exchange.didReceive(head)
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard let entry = entry(of: dataTask) else { return }
    #if canImport(Darwin)
    guard !entry.exchange.didReceive(data) else { return }
    dataTask.suspend()
    entry.exchange.whenThereIsRoom { dataTask.resume() }
    #else
    entry.receiver.receive(data)
    #endif
  }

  // Foundation would follow with every header, the key included, to any host; on Linux it would
  // also lose the body. The redirect is the answer, and who asked decides.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    #if canImport(Darwin)
    completionHandler(nil)
    #else
    // Not even `completionHandler(nil)`: a cancellation that overtakes it traps in Foundation.
    // The task is left where it waits, and cancelled.
    endExchange(of: task, with: response)
    #endif
  }

  // The key is no credential in Foundation's sense. On Linux a task with a Basic challenge would
  // never end by itself.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    #if canImport(Darwin)
    completionHandler(.performDefaultHandling, nil)
    #else
    endExchange(of: task, with: challenge.failureResponse ?? task.response)
    #endif
  }

  // A connection that was kept open has broken before any answer, and libcurl wants to send the
  // request once more. That is never this layer's decision: the first one may have been accepted.
  // Given no stream, Foundation on Linux goes on with the one it has, at its end, and the service
  // would wait for a body that never comes; so the exchange is ended here.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    entry(of: task)?.exchange.abort(
      TransportFailure.connection(
        code: URLError.Code.networkConnectionLost.rawValue,
        reason: "the connection was lost after the request had begun, and it is not sent again"))
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let entry = entries.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else {
      return
    }
    entry.stream?.close()
    let failure = error.map(TransportFailure.init)
    if let failure, failure.provesNothingWasSent { entry.exchange.didSendNothing() }
    #if canImport(Darwin)
    entry.exchange.didEnd(failure)
    #else
    entry.receiver.end(failure)
    #endif
    if let head = entry.endingHead {
      entry.completed(Completion(head: head, isFailure: false))
    } else {
      entry.completed(
        Completion(head: task.response.flatMap(HTTPHead.init), isFailure: error != nil))
    }
  }

  /// Ends an exchange with the head that it has, although the task itself would wait for us.
  private func endExchange(of task: URLSessionTask, with response: URLResponse?) {
    guard let entry = entry(of: task) else { return }
    if let response, let head = HTTPHead(response) {
      entries.withLock { $0[task.taskIdentifier]?.endingHead = head }
      entry.exchange.didReceive(head)
    }
    entry.exchange.didEnd(nil)
    entry.cancel()
  }
}

extension HTTPHead {
  fileprivate init?(_ response: URLResponse) {
    guard let response = response as? HTTPURLResponse else { return nil }
    var fields: [String: String] = [:]
    for (name, value) in response.allHeaderFields {
      if let name = name as? String, let value = value as? String { fields[name] = value }
    }
    self.init(status: response.statusCode, headers: ResponseHeaders(fields))
  }
}

extension TransportFailure {
  fileprivate init(_ error: any Error) {
    let error = error as NSError
    let reason = error.localizedDescription
    switch error.domain {
    case StandIn.errorDomain:
      self = .intercepted(reason)
    case NSURLErrorDomain:
      self =
        Self.isAboutCertificate(error)
        ? .untrusted(reason) : .connection(code: error.code, reason: reason)
    default:
      // A socket's error (`NSPOSIXErrorDomain`), or one that CFNetwork or somebody's protocol class
      // made up: the connection was lost, whatever had been sent by then.
      self = .connection(code: URLError.Code.networkConnectionLost.rawValue, reason: reason)
    }
  }

  /// Whether a certificate was refused. Foundation on Linux gives that the code of everything it does
  /// not know, and leaves libcurl's own sentence, which only the handshake writes.
  private static func isAboutCertificate(_ error: NSError) -> Bool {
    if certificateCodes.contains(error.code) { return true }
    guard error.code == URLError.Code.unknown.rawValue else { return false }
    let sentence = error.localizedDescription
    return sentence.hasPrefix("SSL certificate problem")
      || sentence.hasPrefix("SSL: ") && sentence.contains("certificate subject name")
  }

  private static let certificateCodes: Set<Int> = [
    URLError.Code.serverCertificateUntrusted.rawValue,
    URLError.Code.serverCertificateHasBadDate.rawValue,
    URLError.Code.serverCertificateHasUnknownRoot.rawValue,
    URLError.Code.serverCertificateNotYetValid.rawValue,
  ]

  /// Whether nothing can have been sent. The name of the host could not be looked up, or who answered
  /// was not trusted. No other code proves anything: on Linux any failure is `cannotConnectToHost` when
  /// the first of several addresses refused, and an answer that is no HTTP is `unsupportedURL`.
  fileprivate var provesNothingWasSent: Bool {
    switch self {
    case .intercepted, .untrusted: true
    case .connection(let code?, _): Self.codesBeforeSending.contains(code)
    default: false
    }
  }

  private static let codesBeforeSending: Set<Int> = [
    URLError.Code.cannotFindHost.rawValue, URLError.Code.dnsLookupFailed.rawValue,
  ]
}
