import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes the callbacks of a session to the exchange of each task.
///
/// No method here calls `URLSession`: on Linux these methods run on the one thread that would have
/// to serve the call.
final class SessionDelegate: NSObject, URLSessionDataDelegate {
  /// How a task ended.
  struct Completion: Sendable {
    /// The head of the answer, if there was one.
    let head: HTTPHead?
    /// Whether the transfer broke off, for instance because this client cancelled it.
    let isFailure: Bool
  }

  private struct Entry {
    let exchange: Exchange
    #if !canImport(Darwin)
    let receiver: BlockingReceiver
    #endif
    let cancel: @Sendable () -> Void
    let stream: InputStream?
    /// The head with which the exchange ended while the task itself waited for this client.
    var endingHead: HTTPHead?
    /// The delegate calls this when the session is done with the task.
    let completed: @Sendable (Completion) -> Void
  }

  private let entries = Locked<[Int: Entry]>([:])

  /// Registers a task. Call this before you resume the task.
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
    // On Linux, Foundation also reports informational answers (100, 103). The final answer follows.
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

  // Foundation would follow the redirect to any host with every header, the key included. On Linux
  // it would also lose the body. So the redirect is the answer, and the courier decides.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    #if canImport(Darwin)
    completionHandler(nil)
    #else
    // Do not call `completionHandler(nil)` either: Foundation traps when a cancellation overtakes
    // it. Leave the task waiting, and cancel it.
    endExchange(of: task, with: response)
    #endif
  }

  // Foundation does not know the key as a credential. On Linux a task with a Basic challenge would
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

  // Foundation asks for a new body when a reused connection broke before the answer and libcurl
  // wants to send the request again. This client must not, because the service may have accepted
  // the first one. Without a stream, Foundation on Linux continues with the old one at its end, and
  // the service would wait for a body that never comes. So end the exchange here.
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

  /// Ends an exchange with the head that it has, although the task still waits for this client.
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
      // A socket error (`NSPOSIXErrorDomain`), or one that CFNetwork or a protocol class made up:
      // the connection was lost, and anything may have been sent.
      self = .connection(code: URLError.Code.networkConnectionLost.rawValue, reason: reason)
    }
  }

  /// Whether the client refused the certificate. Foundation on Linux reports that with its code for
  /// unknown errors, but keeps the sentence of libcurl, which only the handshake writes.
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

  /// Whether certainly nothing was sent: the host name could not be resolved, or the server was not
  /// trusted. No other code proves that. On Linux any failure becomes `cannotConnectToHost` when
  /// the first of several addresses refused, and an answer that is not HTTP becomes
  /// `unsupportedURL`.
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
