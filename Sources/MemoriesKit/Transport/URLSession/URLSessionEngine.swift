import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The engine that everything runs on: data tasks of one `URLSession`, which lives as long as the
/// process.
///
/// Data tasks only, with a delegate: Foundation's upload and download tasks and its async calls
/// each have a defect on Linux that ends in a crash, a dead-lock or a process that grows with the
/// file. Tasks are never suspended: on Linux that would start the request again.
final class URLSessionEngine: HTTPEngine, CustomReflectable {
  // `dataTask(with:)`, `resume()` and `cancel()` wait for the thread that serves every session.
  private static let startQueue = DispatchQueue(label: "MemoriesKit.starting")
  private static let cancelQueue = DispatchQueue(label: "MemoriesKit.cancelling")

  private let protocolClasses: [URLProtocol.Type]
  private let sharedSession: DelegatedSession
  private let exchangeQueue = ExchangeQueue(limit: connectionLimit)
  private let freshSessions: FreshSessions

  /// Enough to keep any line busy, and few enough for the descriptors that a process has.
  private static let connectionLimit = 64

  /// The watchdog decides, so Foundation's own limit must never come first.
  ///
  /// On Linux it is a timer that is made anew for every piece of a body, a third of the cost of a
  /// download; until its end is further away than Dispatch can count, and no timer is started.
  /// Foundation counts whole milliseconds in an `Int`, which must not overflow.
  static let systemTimeout: TimeInterval = {
    #if canImport(Darwin)
    7 * 24 * 3600
    #else
    TimeInterval(Int.max / 2000)
    #endif
  }()

  private init(_ protocolClasses: [URLProtocol.Type]) {
    self.protocolClasses = protocolClasses
    sharedSession = Self.session(protocolClasses)
    freshSessions = FreshSessions(limit: FreshSessions.systemLimit) {
      Self.session(protocolClasses)
    }
  }

  private static func session(_ protocolClasses: [URLProtocol.Type]) -> DelegatedSession {
    let delegate = SessionDelegate()
    return DelegatedSession(urlSession: session(protocolClasses, delegate), delegate: delegate)
  }

  private static func session(
    _ protocolClasses: [URLProtocol.Type], _ delegate: SessionDelegate
  ) -> URLSession {
    let configuration = URLSessionConfiguration.ephemeral
    // With a cache a cancellation can trap; credentials and cookies are not for an API with a key.
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpMaximumConnectionsPerHost = connectionLimit
    configuration.timeoutIntervalForRequest = systemTimeout
    if !protocolClasses.isEmpty {
      configuration.protocolClasses = protocolClasses + (configuration.protocolClasses ?? [])
    }
    #if canImport(Darwin)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    #else
    let queue = InlineDelegateQueue()
    #endif
    return URLSession(configuration: configuration, delegate: delegate, delegateQueue: queue)
  }

  // Sessions are kept for ever: letting one go with TLS connections open aborts the process on
  // Linux, and so do races of its teardown. There are as many as there are sets of protocol
  // classes, which is one, and another for tests, and those of the pool.
  private static let engines = Locked<[[ObjectIdentifier]: URLSessionEngine]>([:])

  /// The engine for requests that these protocol classes may answer.
  static func shared(_ protocolClasses: [URLProtocol.Type] = []) -> URLSessionEngine {
    let identity = protocolClasses.map { ObjectIdentifier($0) }
    return engines.withLock { engines in
      if let engine = engines[identity] { return engine }
      let engine = URLSessionEngine(protocolClasses)
      engines[identity] = engine
      return engine
    }
  }

  /// Without children: the session's requests have the key in their headers.
  var customMirror: Mirror { Mirror(self, children: [:]) }

  func start(_ request: HTTPRequest) -> Exchange {
    #if canImport(Darwin)
    let exchange = Exchange(request)
    #else
    let exchange = Exchange(request, bounds: BlockingReceiver.bounds)
    #endif
    exchange.didHold()
    let head = Self.head(of: request)
    // Queued first: its turn may come before anything here returns.
    exchange.didQueue()
    // What a protocol class answers has no connection that could be kept open.
    if request.mayReuseConnection || protocolClasses.contains(where: { $0.canInit(with: head) }) {
      exchangeQueue.enter { [self] in
        begin(exchange, request, head, on: sharedSession) { [exchangeQueue] _ in
          exchangeQueue.leave()
        }
      }
    } else {
      freshSessions.acquire { [self] session in
        begin(exchange, request, head, on: session) { [freshSessions] completion in
          freshSessions.release(
            session,
            hasNoConnection: completion.map { Self.leavesNoConnection($0, of: request) } ?? true)
        }
      }
    }
    return exchange
  }

  /// Whether it is certain that an exchange has left no connection open.
  private static func leavesNoConnection(
    _ completion: SessionDelegate.Completion, of request: HTTPRequest
  ) -> Bool {
    // What broke off without TLS was HTTP/1.1, whose connection goes with the transfer.
    if completion.isFailure, request.url.scheme == "http" { return true }
    let connection = completion.head?.headers["Connection"]?.lowercased() ?? ""
    return connection.split(separator: ",")
      .contains { $0.trimmingCharacters(in: .whitespaces) == "close" }
  }

  /// - Parameter over: Called once the lane has nothing more to do with the exchange; without a
  ///   completion when it never had.
  private func begin(
    _ exchange: Exchange, _ request: HTTPRequest, _ head: URLRequest, on session: DelegatedSession,
    completed: @escaping @Sendable (SessionDelegate.Completion?) -> Void
  ) {
    exchange.didLeaveQueue()
    Self.startQueue.async {
      guard exchange.willSend() else {
        request.body?.close()
        return completed(nil)
      }
      do {
        try request.prepare()
      } catch {
        exchange.abort(TransportFailure.body(error))
        request.body?.close()
        return completed(nil)
      }
      let (urlRequest, stream) = Self.complete(head, with: request.body, of: exchange)
      let task = session.urlSession.dataTask(with: urlRequest)
      let cancel: @Sendable () -> Void = { Self.cancelQueue.async { task.cancel() } }
      #if !canImport(Darwin)
      SpinDamper.shared.add(exchange)
      #endif
      session.delegate.register(
        exchange, for: task, stream: stream, isReadByCaller: request.isReadByCaller, cancel: cancel
      ) { completion in
        #if !canImport(Darwin)
        SpinDamper.shared.remove(exchange)
        #endif
        completed(completion)
      }
      task.resume()
      exchange.didStart(cancel: cancel)
    }
  }

  /// A request without its body.
  private static func head(of request: HTTPRequest) -> URLRequest {
    var head = URLRequest(url: request.url)
    head.httpMethod = request.method
    for (name, value) in request.headers { head.addValue(value, forHTTPHeaderField: name) }
    if !request.mayReuseConnection { head.setValue("close", forHTTPHeaderField: "Connection") }
    return head
  }

  private static func complete(
    _ head: URLRequest, with body: HTTPBody?, of exchange: Exchange
  ) -> (URLRequest, InputStream?) {
    guard let body else { return (head, nil) }
    var complete = head
    complete.setValue(String(body.length), forHTTPHeaderField: "Content-Length")
    #if canImport(Darwin)
    let stream = BoundBody.stream(for: body, of: exchange)
    #else
    let stream: InputStream? = BodyStream(body, for: exchange)
    // Foundation chunks a stream, even beside a Content-Length. A value of one blank passes its
    // checks, and libcurl reads it as "leave this header out", and with it the chunking.
    complete.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    #endif
    complete.httpBodyStream = stream
    return (complete, stream)
  }
}
