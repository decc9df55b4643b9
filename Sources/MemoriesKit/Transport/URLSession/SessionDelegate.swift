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
    #if canImport(Darwin)
    let receiver: SuspendingReceiver
    #else
    let receiver: BlockingReceiver
    #endif
    let cancel: @Sendable () -> Void
    /// The stream that the task was made with.
    let stream: InputStream?
    /// The body whose stream the task asks for.
    let body: PairedBody?
    /// The head with which the exchange ended while the task itself waited for this client.
    var endingHead: HTTPHead?
    /// The delegate calls this when the session is done with the task.
    let completed: @Sendable (Completion) -> Void

    /// Notes whether a failure proves that nothing has left.
    func noteProof(of failure: TransportFailure) {
      guard body != nil else {
        if failure.provesNothingWasSent { exchange.didSendNothing() }
        return
      }
      #if canImport(Darwin)
      if failure.provesNothingWasSent { exchange.didNeverBegin() }
      #else
      // These streams know what was read from them, which Apple's do not; there the metrics say it.
      if exchange.bodyLength != nil { exchange.didNeverBegin() }
      #endif
    }
  }

  private let entries = Locked<[Int: Entry]>([:])
  private let judge: SessionRules.Judge?

  init(judge: SessionRules.Judge? = nil) {
    self.judge = judge
  }

  /// Registers a task. Call this before you resume the task.
  func register(
    _ exchange: Exchange, for task: URLSessionTask, stream: InputStream?, body: PairedBody?,
    isReadByCaller: Bool, cancel: @escaping @Sendable () -> Void,
    completed: @escaping @Sendable (Completion) -> Void
  ) {
    #if canImport(Darwin)
    let receiver = SuspendingReceiver(
      exchange, suspend: { task.suspend() }, resume: { task.resume() })
    #else
    let receiver = BlockingReceiver(exchange, patience: isReadByCaller ? .seconds(1) : nil)
    #endif
    let entry = Entry(
      exchange: exchange, receiver: receiver, cancel: cancel, stream: stream, body: body,
      completed: completed)
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
    entry(of: dataTask)?.receiver.receive(data)
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
    if let (disposition, credential) = judge?(challenge) {
      return completionHandler(disposition, credential)
    }
    completionHandler(
      Self.disposition(of: challenge.protectionSpace.authenticationMethod), nil)
    #else
    endExchange(of: task, with: challenge.failureResponse ?? task.response)
    #endif
  }

  #if canImport(Darwin)
  /// The system may judge the server, and choose a certificate of the client. What else a server
  /// asks for (Basic, Negotiate, NTLM), the system would answer with the credentials of the user,
  /// which are no business of this service. Its refusal is the answer then.
  private static func disposition(of method: String) -> URLSession.AuthChallengeDisposition {
    [NSURLAuthenticationMethodServerTrust, NSURLAuthenticationMethodClientCertificate]
      .contains(method) ? .performDefaultHandling : .rejectProtectionSpace
  }

  // What the streams have taken has not left yet; this has.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64,
    totalBytesSent: Int64, totalBytesExpectedToSend: Int64
  ) {
    entry(of: task)?.exchange.didSendBody(totalBytesSent)
  }

  // Comes before the end of the task.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didFinishCollecting metrics: URLSessionTaskMetrics
  ) {
    guard metrics.transactionMetrics.allSatisfy({ $0.requestStartDate == nil }) else { return }
    entry(of: task)?.exchange.didNeverBegin()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    completionHandler(entry(of: task)?.body?.stream())
  }
  #else
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
  #endif

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let entry = entries.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else {
      return
    }
    entry.stream?.close()
    entry.body?.end()
    let failure = error.map(TransportFailure.init)
    if let failure { entry.noteProof(of: failure) }
    entry.receiver.end(failure)
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
