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
  private static let starting = DispatchQueue(label: "MemoriesKit.starting")
  private static let cancelling = DispatchQueue(label: "MemoriesKit.cancelling")

  private let protocolClasses: [URLProtocol.Type]
  private let shared: DelegatedSession
  private let admission = Admission(limit: connectionLimit)
  private let fresh: FreshSessions

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
    shared = Self.session(protocolClasses)
    fresh = FreshSessions(limit: FreshSessions.systemLimit) { Self.session(protocolClasses) }
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
      admission.enter { [self] in
        begin(exchange, request, head, on: shared) { [admission] _ in admission.leave() }
      }
    } else {
      fresh.take { [self] session in
        begin(exchange, request, head, on: session) { [fresh] completion in
          fresh.giveBack(
            session,
            hasNoConnection: completion.map { Self.leavesNoConnection($0, of: request) } ?? true)
        }
      }
    }
    return exchange
  }

  #if !canImport(Darwin)
  func objection(to url: URL) -> String? {
    // Foundation on Linux takes such an address for no URL (-1000), but only when it is used.
    guard url.host?.contains(":") == true else { return nil }
    return "is an IPv6 address, which cannot be used on this system; give a name, such as localhost"
  }
  #endif

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
    over: @escaping @Sendable (SessionDelegate.Completion?) -> Void
  ) {
    exchange.didLeaveQueue()
    Self.starting.async {
      guard exchange.willSend() else {
        request.body?.close()
        return over(nil)
      }
      do {
        try request.prepare()
      } catch {
        exchange.abort(TransportFailure.body(error))
        request.body?.close()
        return over(nil)
      }
      let (urlRequest, stream) = Self.whole(head, with: request.body, of: exchange)
      let task = session.urlSession.dataTask(with: urlRequest)
      let cancel: @Sendable () -> Void = { Self.cancelling.async { task.cancel() } }
      #if !canImport(Darwin)
      SpinDamper.shared.add(exchange)
      #endif
      session.delegate.register(
        exchange, for: task, stream: stream, isReadByCaller: request.isReadByCaller, cancel: cancel
      ) { completion in
        #if !canImport(Darwin)
        SpinDamper.shared.remove(exchange)
        #endif
        over(completion)
      }
      task.resume()
      exchange.didStart(cancel: cancel)
    }
  }

  /// A request without its body.
  private static func head(of request: HTTPRequest) -> URLRequest {
    var head = URLRequest(url: request.url.withLowercasedScheme)
    head.httpMethod = request.method
    for (name, value) in request.headers { head.addValue(value, forHTTPHeaderField: name) }
    if !request.mayReuseConnection { head.setValue("close", forHTTPHeaderField: "Connection") }
    return head
  }

  private static func whole(
    _ head: URLRequest, with body: HTTPBody?, of exchange: Exchange
  ) -> (URLRequest, InputStream?) {
    guard let body else { return (head, nil) }
    var whole = head
    whole.setValue(String(body.length), forHTTPHeaderField: "Content-Length")
    #if canImport(Darwin)
    let stream = BoundBody.stream(for: body, of: exchange)
    #else
    let stream: InputStream? = BodyStream(body, for: exchange)
    // Foundation chunks a stream, even beside a Content-Length. A value of one blank passes its
    // checks, and libcurl reads it as "leave this header out", and with it the chunking.
    whole.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    #endif
    whole.httpBodyStream = stream
    return (whole, stream)
  }
}

extension URL {
  /// The same address as Foundation on Linux knows it: it refuses `HTTP://`.
  fileprivate var withLowercasedScheme: URL {
    guard let scheme, scheme != scheme.lowercased() else { return self }
    return URL(string: scheme.lowercased() + absoluteString.dropFirst(scheme.count)) ?? self
  }
}
