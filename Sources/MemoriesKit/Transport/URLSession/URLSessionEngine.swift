import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Sends requests with data tasks of `URLSession`. Its sessions live as long as the process.
///
/// It uses only data tasks with a delegate. Foundation's upload tasks, download tasks and async
/// methods each have a defect on Linux: a crash, a deadlock, or a process that grows with the file.
/// It never suspends a task on Linux, because that would start the request again.
final class URLSessionEngine: HTTPEngine, CustomReflectable {
  // These queues exist because `dataTask(with:)`, `resume()` and `cancel()` wait for the thread
  // that serves every session.
  private static let startQueue = DispatchQueue(label: "MemoriesKit.starting")
  private static let cancelQueue = DispatchQueue(label: "MemoriesKit.cancelling")

  private let protocolClasses: [URLProtocol.Type]
  private let sharedSession: DelegatedSession
  private let exchangeQueue = ExchangeQueue(limit: connectionLimit)
  private let freshSessions: FreshSessions

  /// Enough connections to use any line fully, and few enough for the descriptors of a process.
  private static let connectionLimit = 64

  /// The watchdog enforces the time limits, so Foundation's own timeout must never come first.
  ///
  /// On Linux, Foundation starts a new timer for every chunk of a body, which costs a third of a
  /// download. It starts none when the timeout is longer than Dispatch can count. Foundation counts
  /// milliseconds in an `Int`, which must not overflow.
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
    // A cancellation can trap in the cache. An API with a key needs no credentials and no cookies.
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

  // Sessions live for ever: on Linux, releasing one with open TLS connections aborts the process,
  // and so do races of its teardown. There is one engine for each set of protocol classes: one for
  // the network, and another for tests. Each has one session, and those of its pool.
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

  /// The mirror has no children, because the requests of the session have the key in their headers.
  var customMirror: Mirror { Mirror(self, children: [:]) }

  var name: String { "URLSession" }

  func start(_ request: HTTPRequest) -> Exchange {
    #if canImport(Darwin)
    let exchange = Exchange(request)
    #else
    let exchange = Exchange(request, bounds: BlockingReceiver.bounds)
    #endif
    exchange.didHold()
    let head = Self.bodylessRequest(for: request)
    // Queue it first, because its turn may come before anything here returns.
    exchange.didQueue()
    // A protocol class answers without a connection that could stay open.
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

  #if !canImport(Darwin)
  func problem(with url: URL) -> String? {
    // Foundation on Linux rejects such a URL (-1000), but only when it is used.
    guard url.host?.contains(":") == true else { return nil }
    return "is an IPv6 address, which cannot be used on this system; give a name, such as localhost"
  }
  #endif

  /// Whether an exchange has certainly left no connection open.
  private static func leavesNoConnection(
    _ completion: SessionDelegate.Completion, of request: HTTPRequest
  ) -> Bool {
    // A transfer that broke off without TLS was HTTP/1.1, whose connection closes with the
    // transfer.
    if completion.isFailure, request.url.scheme == "http" { return true }
    let connection = completion.head?.headers["Connection"]?.lowercased() ?? ""
    return connection.split(separator: ",")
      .contains { $0.trimmingCharacters(in: .whitespaces) == "close" }
  }

  /// Starts a task for an exchange whose turn has come.
  ///
  /// - Parameter completed: The engine calls it when the session is done with the exchange; without
  ///   a completion when the session never had it.
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
        try request.openFiles?()
      } catch {
        request.body?.close()
        exchange.abort(TransportFailure.body(error))
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

  /// The request without its body.
  private static func bodylessRequest(for request: HTTPRequest) -> URLRequest {
    var head = URLRequest(url: request.url.withLowercasedScheme)
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
    // Foundation sends a stream in chunks, even with a Content-Length. A blank value passes its
    // checks, and libcurl reads it as "leave this header out", which also turns the chunks off.
    complete.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    #endif
    complete.httpBodyStream = stream
    return (complete, stream)
  }
}

extension URL {
  /// The same URL with its scheme in lower case, because Foundation on Linux refuses `HTTP://`.
  fileprivate var withLowercasedScheme: URL {
    guard let scheme, scheme != scheme.lowercased() else { return self }
    return URL(string: scheme.lowercased() + absoluteString.dropFirst(scheme.count)) ?? self
  }
}
