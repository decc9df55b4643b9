import Foundation

/// An exchange that is under way: first its head, then its body.
final class IncomingAnswer: Sendable {
  let order: Order
  let exchange: Exchange
  let stopwatch: Stopwatch
  /// Which attempt at the call this is, counted from 1.
  let attempt: Int
  /// How many redirects lie before this request.
  let hop: Int
  private let timer: WatchdogTimer
  private let knownHead = Locked<HTTPHead?>(nil)

  init(
    _ order: Order, _ exchange: Exchange, _ stopwatch: Stopwatch, _ timer: WatchdogTimer,
    attempt: Int, hop: Int = 0
  ) {
    self.attempt = attempt
    self.hop = hop
    self.timer = timer
    self.order = order
    self.exchange = exchange
    self.stopwatch = stopwatch
  }

  private var redaction: Redaction { order.redaction }

  /// The head; status 0 until ``openHead()`` has returned.
  var head: HTTPHead {
    knownHead.withLock { $0 } ?? HTTPHead(status: 0, headers: ResponseHeaders())
  }

  /// The name that the service gives the file, or else the endpoint's own, made safe. It may be
  /// anything but the key, which could come out of it again where escapes are resolved and characters
  /// taken away.
  func fileName(orElse fallback: String?) -> SafeFileName? {
    let suggested = head.headers["Content-Disposition"]
      .flatMap { ContentDisposition($0).fileName }
      .map(redaction.text)
    guard suggested != nil || fallback != nil else { return nil }
    return SafeFileName(firstOf: redaction.text(SafeFileName(firstOf: suggested, fallback).text))
  }

  /// Waits for the head.
  func openHead() async throws {
    let received = try await exchange.head()
    let fields = received.headers.fields.filter { !redaction.isHeld($0.key) }
    let head = HTTPHead(
      status: received.status, headers: ResponseHeaders(fields.mapValues(redaction.text)))
    knownHead.withLock { $0 = head }
  }

  /// Runs `body` while the time limits are watched and progress is reported.
  func watching<Value>(
    progress: ProgressSink? = nil, _ body: () async throws -> Value
  ) async throws -> Value {
    let watchdog = Watchdog(
      exchange: exchange, limits: order.limits, carriesFile: order.carriesFile,
      expectsFile: order.expectsFile, stopwatch: stopwatch)
    return try await timer.watching(with: watchdog) {
      guard let progress else { return try await body() }
      let meter = ProgressMeter(answer: self, report: progress)
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await meter.run() }
        defer { group.cancelAll() }
        return try await body()
      }
    }
  }

  /// What the service calls the request, when the head tells.
  var requestID: String? {
    head.headers["X-Request-ID"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The rest of the body, in memory. The body of a failed call is cut where it gets too long; a
  /// good answer that long is an error.
  ///
  /// - Parameter isGood: Whether it is one; when nothing is given, the status decides.
  func collect(isGood: Bool? = nil) async throws -> Data {
    let isGood = isGood ?? head.isSuccess
    let limit = isGood ? Courier.answerLimit : Courier.errorLimit
    var body = Data()
    while let pieces = try await exchange.next() {
      for piece in pieces { body.append(piece) }
      guard body.count > limit else { continue }
      exchange.abort(CancellationError())
      if isGood {
        throw MemoriesError(.tooLarge, .done, "the answer has more than \(limit) bytes")
      }
      return redaction.body(body.prefix(limit))
    }
    return redaction.body(body)
  }

  /// An error as the caller sees it: a failure of the transport with what is known of the request,
  /// and any with what the head says.
  func describing(_ error: any Error) -> any Error {
    if let error = error as? MemoriesError { return completing(error) }
    guard var described = described(error) else { return error }
    if head.status > 0 { described.status = head.status }
    return withRemarks(described)
  }

  private func described(_ error: any Error) -> MemoriesError? {
    switch error {
    case is CancellationError:
      // It was we who broke off, and not a server that had made up its mind.
      return MemoriesError(.cancelled, outcome(ofBody: exchange.reach == .part))
    case let reached as TimeLimitReached:
      var error = MemoriesError(.timedOut, outcome)
      error.timeLimit = reached.limit
      return error
    case let failure as TransportFailure:
      return described(failure)
    default:
      return nil
    }
  }

  private func described(_ failure: TransportFailure) -> MemoriesError {
    switch failure {
    case .body(let cause as FileFailure):
      return MemoriesError(cause, outcome(ofBody: true))
    case .body(let cause):
      return MemoriesError(.transport, outcome(ofBody: true), "\(cause)")
    case .overflow(let cause):
      return MemoriesError(cause, outcome)
    case .intercepted(let reason):
      return MemoriesError(.intercepted, .notSent, reason)
    case .untrusted(let reason):
      return MemoriesError(.untrustedServer, outcome, reason)
    case .tooLarge:
      if let expected = order.fileSize.expected {
        return MemoriesError(.unexpectedSize, outcome, "more than the expected \(expected) bytes")
      }
      return MemoriesError(
        .tooLarge, outcome, "more than the allowed \(order.fileSize.maximum ?? 0) bytes")
    case .connection(let code, let reason):
      var error = MemoriesError(.transport, outcome, reason)
      error.transportCode = code
      return error
    }
  }

  /// Whether all of the request has left, so that it may have been accepted. Without a body it has
  /// as soon as there is an answer.
  private var wasSentWhole: Bool {
    guard let length = exchange.bodyLength else { return true }
    return exchange.snapshot.bytesSent >= length
  }

  /// The error that an answer is, with what its head says, and the outcome that the way of the
  /// request allows.
  func completing(_ error: MemoriesError) -> MemoriesError {
    var error = withRemarks(error)
    // Overload, told before the body was there to be accepted.
    if error.outcome == .unknown, error.status == 503, error.retryAfter != nil, !wasSentWhole {
      error.outcome = .refused
    }
    // Whoever refuses behind a redirect does not speak for the service, which has answered once.
    if error.outcome == .refused, hop > 0, order.safety != .safe { error.outcome = .unknown }
    return error
  }

  /// An error with what the head says about the request and about trying again. Where it says
  /// nothing, that of the body stays.
  private func withRemarks(_ error: MemoriesError) -> MemoriesError {
    var error = error
    error.retryAfter = RetryAfter.delay(in: head.headers) ?? error.retryAfter
    error.requestID = requestID ?? error.requestID
    return error
  }

  private var outcome: MemoriesError.Outcome { outcome(ofBody: false) }

  /// What the service may have done when the exchange ended early.
  ///
  /// - Parameter failed: Whether we ended the body ourselves before its end, which therefore never
  ///   came: a request whose announced length is not there must not be acted on (RFC 9112, 8).
  private func outcome(ofBody failed: Bool) -> MemoriesError.Outcome {
    // The service has answered once; that it sent us to where nobody is does not undo that.
    if hop > 0 { return order.expectsFile && head.isSuccess ? .done : .unknown }
    if failed || exchange.reach == .nothing { return .notSent }
    // A file is billed before its first byte.
    if order.expectsFile, head.isSuccess { return .done }
    return .unknown
  }
}

extension MemoriesError {
  init(_ failure: FileFailure, _ outcome: MemoriesError.Outcome) {
    self.init(.fileSystem, outcome)
    fileFailure = failure
  }
}
