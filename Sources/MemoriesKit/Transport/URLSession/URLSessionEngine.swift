import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Sends requests with tasks of `URLSession`. Its sessions live as long as the process.
///
/// On Linux it uses only data tasks with a delegate. Foundation's upload tasks, download tasks and
/// async methods each have a defect there: a crash, a deadlock, or a process that grows with the
/// file. It never suspends a task there, because that would start the request again.
final class URLSessionEngine: HTTPEngine, CustomReflectable {
  // These queues exist because `dataTask(with:)`, `resume()` and `cancel()` wait for the thread
  // that serves every session.
  private static let startQueue = DispatchQueue(label: "MemoriesKit.starting")
  private static let cancelQueue = DispatchQueue(label: "MemoriesKit.cancelling")

  let protocolClasses: [URLProtocol.Type]
  let rules: SessionRules?
  private let makePair: StreamPair.Maker?
  private let sharedSession: DelegatedSession
  let exchangeQueue = ExchangeQueue(limit: connectionLimit)
  #if !canImport(Darwin)
  let freshSessions: FreshSessions
  #endif

  /// Enough connections to use any line fully, and few enough for the descriptors of a process and,
  /// each with a buffer of its own, for the memory of a phone.
  private static let connectionLimit: Int = {
    #if os(iOS) || os(tvOS) || os(visionOS)
    16
    #else
    64
    #endif
  }()

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

  private init(
    _ protocolClasses: [URLProtocol.Type], _ rules: SessionRules?, _ makePair: StreamPair.Maker?
  ) {
    self.protocolClasses = protocolClasses
    self.rules = rules
    self.makePair = makePair
    sharedSession = Self.session(protocolClasses, rules)
    #if !canImport(Darwin)
    freshSessions = FreshSessions(limit: FreshSessions.systemLimit) {
      Self.session(protocolClasses, rules)
    }
    #endif
  }

  static func session(
    _ protocolClasses: [URLProtocol.Type], _ rules: SessionRules?
  ) -> DelegatedSession {
    let delegate = SessionDelegate(judge: rules?.judge)
    return DelegatedSession(
      urlSession: session(protocolClasses, rules, delegate), delegate: delegate)
  }

  private static func session(
    _ protocolClasses: [URLProtocol.Type], _ rules: SessionRules?, _ delegate: SessionDelegate
  ) -> URLSession {
    let configuration = URLSessionConfiguration.ephemeral
    // First, because what follows must stay as it is.
    rules?.change(configuration)
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
    // Somebody waits for an answer. Unless this is set, the system takes it for work in the
    // background.
    queue.qualityOfService = .userInitiated
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
  ///
  /// - Parameter makePair: Makes the streams of bodies, in place of those that suit the system. Tests
  ///   have one such function.
  static func shared(
    _ protocolClasses: [URLProtocol.Type] = [], _ rules: SessionRules? = nil,
    makePair: StreamPair.Maker? = nil
  ) -> URLSessionEngine {
    var identity = protocolClasses.map { ObjectIdentifier($0) }
    if let rules { identity.append(rules.identity) }
    if makePair != nil { identity.append(ObjectIdentifier(PairedBody.self)) }
    return engines.withLock { [identity] engines in
      if let engine = engines[identity] { return engine }
      let engine = URLSessionEngine(protocolClasses, rules, makePair)
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
    let head = bodylessRequest(for: request)
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
      beginWithoutReuse(exchange, request, head)
    }
    return exchange
  }

  /// Starts a task for an exchange whose turn has come.
  ///
  /// - Parameter completed: The engine calls it when the session is done with the exchange; without
  ///   a completion when the session never had it.
  func begin(
    _ exchange: Exchange, _ request: HTTPRequest, _ head: URLRequest, on session: DelegatedSession,
    completed: @escaping @Sendable (SessionDelegate.Completion?) -> Void
  ) {
    exchange.didLeaveQueue()
    Self.startQueue.async { [self] in
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
      let (task, stream, body) = task(for: head, with: request.body, of: exchange, on: session)
      let cancel: @Sendable () -> Void = { Self.cancelQueue.async { task.cancel() } }
      #if !canImport(Darwin)
      SpinDamper.shared.add(exchange)
      #endif
      session.delegate.register(
        exchange, for: task, stream: stream, body: body, isReadByCaller: request.isReadByCaller,
        cancel: cancel
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
  private func bodylessRequest(for request: HTTPRequest) -> URLRequest {
    var head = URLRequest(url: request.url.withLowercasedScheme)
    head.httpMethod = request.method
    for (name, value) in request.headers { head.addValue(value, forHTTPHeaderField: name) }
    return head
  }

  private typealias Sending = (task: URLSessionTask, stream: InputStream?, body: PairedBody?)

  private func task(
    for head: URLRequest, with body: HTTPBody?, of exchange: Exchange, on session: DelegatedSession
  ) -> Sending {
    guard let body else { return (session.urlSession.dataTask(with: head), nil, nil) }
    var request = head
    request.setValue(String(body.length), forHTTPHeaderField: "Content-Length")
    #if canImport(Darwin)
    let paired = PairedBody(body, of: exchange, makePair: makePair ?? StreamPair.bound)
    // The task asks the delegate for the stream.
    return (session.urlSession.uploadTask(withStreamedRequest: request), nil, paired)
    #else
    // Foundation sends a stream in chunks, even with a Content-Length. A blank value passes its
    // checks, and libcurl reads it as "leave this header out", which also turns the chunks off.
    request.setValue(" ", forHTTPHeaderField: "Transfer-Encoding")
    let paired = makePair.map { PairedBody(body, of: exchange, makePair: $0) }
    let stream = paired.map { $0.stream() } ?? BodyStream(body, for: exchange)
    request.httpBodyStream = stream
    return (session.urlSession.dataTask(with: request), stream, paired)
    #endif
  }
}

/// A session and its delegate.
struct DelegatedSession: Sendable {
  let urlSession: URLSession
  let delegate: SessionDelegate
}

extension URL {
  /// The same URL with its scheme in lower case, because Foundation on Linux refuses `HTTP://`.
  fileprivate var withLowercasedScheme: URL {
    guard let scheme, scheme != scheme.lowercased() else { return self }
    return URL(string: scheme.lowercased() + absoluteString.dropFirst(scheme.count)) ?? self
  }
}
