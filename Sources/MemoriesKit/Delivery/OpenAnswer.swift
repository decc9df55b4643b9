import Foundation

/// An exchange that is under way: first its head, then its body.
final class OpenAnswer: Sendable {
  let order: Order
  let exchange: Exchange
  let stopwatch: Stopwatch
  /// Which attempt at the call this is, counted from 1.
  let attempt: Int
  /// How many redirects lie before this request.
  let hop: Int
  private let redaction: Redaction
  private let timer: WatchdogTimer
  private let knownHead = Locked<WireHead?>(nil)

  init(
    _ order: Order, _ exchange: Exchange, _ stopwatch: Stopwatch, _ redaction: Redaction,
    _ timer: WatchdogTimer, attempt: Int, hop: Int = 0
  ) {
    self.attempt = attempt
    self.hop = hop
    self.redaction = redaction
    self.timer = timer
    self.order = order
    self.exchange = exchange
    self.stopwatch = stopwatch
  }

  /// The head; status 0 until ``openHead()`` has returned.
  var head: WireHead {
    knownHead.withLock { $0 } ?? WireHead(status: 0, headers: ResponseHeaders())
  }

  /// The name that the service gives the file; it may be anything, but is not the key. Reading the
  /// header resolves escapes, so that the key could come out of it again.
  var suggestedFileName: String? {
    head.headers["Content-Disposition"]
      .flatMap { ContentDisposition($0).fileName }
      .map(redaction.text)
  }

  /// Waits for the head.
  func openHead() async throws {
    let received = try await exchange.head()
    let fields = received.headers.fields.filter { !redaction.isHeld($0.key) }
    let head = WireHead(
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
      exchange.abort(.cancelled)
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
    let failure = error is CancellationError ? .cancelled : error as? TransportFailure
    guard let failure else { return error }
    let outcome = outcome(of: failure)
    var described: MemoriesError
    switch failure {
    case .cancelled:
      described = MemoriesError(.cancelled, outcome)
    case .timedOut(let limit):
      described = MemoriesError(.timedOut, outcome)
      described.timeLimit = limit
    case .body(let cause as FileFailure):
      described = MemoriesError(cause, outcome)
    case .body(let cause):
      described = MemoriesError(.transport, outcome, "\(cause)")
    case .intercepted(let reason):
      described = MemoriesError(.transport, .notSent, reason)
    case .tooLarge:
      described =
        if let expected = order.fileSize.expected {
          MemoriesError(.unexpectedSize, outcome, "more than the expected \(expected) bytes")
        } else {
          MemoriesError(
            .tooLarge, outcome, "more than the allowed \(order.fileSize.maximum ?? 0) bytes")
        }
    case .overflow(let cause):
      described = MemoriesError(cause, outcome)
    case .network(let code, let reason):
      described = MemoriesError(.transport, outcome, reason)
      described.transportCode = code
    }
    if head.status > 0 { described.status = head.status }
    return completing(described)
  }

  /// Whether all of the request has left, so that it may have been accepted. Without a body it has
  /// as soon as there is an answer.
  var wasSentWhole: Bool {
    guard let length = exchange.bodyLength else { return true }
    return exchange.snapshot.bytesSent >= length
  }

  /// An error with what the head says about the request and about trying again. Where it says
  /// nothing, that of the body stays.
  func completing(_ error: MemoriesError) -> MemoriesError {
    var error = error
    error.retryAfter = RetryAfter.delay(in: head.headers) ?? error.retryAfter
    error.requestID = requestID ?? error.requestID
    return error
  }

  private func outcome(of failure: TransportFailure) -> Outcome {
    let snapshot = exchange.snapshot
    // The service has answered once; that it sent us to where nobody is does not undo that.
    if hop > 0 { return order.expectsFile && head.isSuccess ? .done : .unknown }
    if snapshot.isHeldBack { return .notSent }
    // Headers alone set nothing in motion where a body is due, and part of a body does not either:
    // its announced length never came.
    if case .body = failure { return .notSent }
    if exchange.bodyLength != nil {
      if !snapshot.bodyWasRequested { return .notSent }
    } else if case .network(let code, _) = failure, Self.codesBeforeSending.contains(code) {
      return .notSent
    }
    // A file is billed before its first byte.
    if order.expectsFile, head.isSuccess { return .done }
    return .unknown
  }

  // The host's name could not be looked up, or its certificate was refused. Nothing else proves
  // anything: on Linux any failure is `cannotConnectToHost` when the first of several addresses
  // refused, and an answer that is no HTTP is `unsupportedURL`.
  private static let codesBeforeSending = TransportFailure.certificateCodes.union([
    URLError.Code.cannotFindHost.rawValue, URLError.Code.dnsLookupFailed.rawValue,
  ])
}

extension MemoriesError {
  init(_ failure: FileFailure, _ outcome: Outcome) {
    self.init(.fileSystem, outcome)
    fileFailure = failure
  }
}
