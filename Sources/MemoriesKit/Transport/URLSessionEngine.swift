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

  private let shared: SessionLane
  private let admission = Admission(limit: connectionLimit)
  private let fresh: SessionPool

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
    shared = Self.lane(protocolClasses)
    fresh = SessionPool { Self.lane(protocolClasses) }
  }

  private static func lane(_ protocolClasses: [URLProtocol.Type]) -> SessionLane {
    let delegate = SessionDelegate()
    return SessionLane(session: session(protocolClasses, delegate), delegate: delegate)
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

  func start(_ request: WireRequest) -> Exchange {
    let exchange = Exchange(request)
    exchange.didHold()
    guard request.mayReuseConnection else {
      begin(exchange, request, on: fresh.take()) { [fresh] lane, head in
        let connection = head?.headers["Connection"]?.lowercased()
        fresh.giveBack(lane, hasNoConnection: connection == "close")
      }
      return exchange
    }
    // Queued first: its turn may come before anything here returns.
    exchange.didQueue()
    admission.enter { [self] in
      exchange.didLeaveQueue()
      begin(exchange, request, on: shared) { [admission] _, _ in admission.leave() }
    }
    return exchange
  }

  /// - Parameter over: Called once the lane has nothing more to do with the exchange.
  private func begin(
    _ exchange: Exchange, _ request: WireRequest, on lane: SessionLane,
    over: @escaping @Sendable (SessionLane, WireHead?) -> Void
  ) {
    Self.starting.async {
      guard exchange.willSend() else {
        request.body?.close()
        return over(lane, nil)
      }
      let (urlRequest, stream) = Self.urlRequest(for: request, of: exchange)
      let task = lane.session.dataTask(with: urlRequest)
      let cancel: @Sendable () -> Void = { Self.cancelling.async { task.cancel() } }
      #if !canImport(Darwin)
      Doze.shared.add(exchange)
      #endif
      lane.delegate.register(exchange, for: task, stream: stream, cancel: cancel) { head in
        #if !canImport(Darwin)
        Doze.shared.remove(exchange)
        #endif
        over(lane, head)
      }
      task.resume()
      exchange.didStart(cancel: cancel)
    }
  }

  private static func urlRequest(
    for request: WireRequest, of exchange: Exchange
  ) -> (URLRequest, InputStream?) {
    var urlRequest = URLRequest(url: request.url)
    urlRequest.httpMethod = request.method
    for (name, value) in request.headers {
      urlRequest.addValue(value, forHTTPHeaderField: name)
    }
    if !request.mayReuseConnection {
      urlRequest.setValue("close", forHTTPHeaderField: "Connection")
    }
    guard let body = request.body else { return (urlRequest, nil) }
    urlRequest.setValue(String(body.length), forHTTPHeaderField: "Content-Length")
    #if canImport(Darwin)
    let stream = BoundBody.stream(for: body, of: exchange)
    #else
    let stream: InputStream? = BodyStream(body, for: exchange)
    // Foundation chunks a stream, even beside a Content-Length. A value of one blank passes its
    // checks, and libcurl reads it as "leave this header out", and with it the chunking.
    urlRequest.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    #endif
    urlRequest.httpBodyStream = stream
    return (urlRequest, stream)
  }
}
