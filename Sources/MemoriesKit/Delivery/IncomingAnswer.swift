import Foundation

/// An exchange that is under way: first its head, then its body.
final class IncomingAnswer: Sendable {
  let call: PreparedCall
  let exchange: Exchange
  let stopwatch: Stopwatch
  /// Which attempt at the call this is, counted from 1.
  let attempt: Int
  /// How many redirects lie before this request.
  let redirectCount: Int
  private let timer: WatchdogTimer
  private let knownHead = Locked<HTTPHead?>(nil)
  /// What was looked at of the body before it was read.
  private let readAhead = Locked<[Data]>([])

  init(
    _ call: PreparedCall, _ exchange: Exchange, _ stopwatch: Stopwatch, _ timer: WatchdogTimer,
    attempt: Int, redirectCount: Int = 0
  ) {
    self.attempt = attempt
    self.redirectCount = redirectCount
    self.timer = timer
    self.call = call
    self.exchange = exchange
    self.stopwatch = stopwatch
  }

  private var redaction: Redaction { call.redaction }

  /// The head; status 0 until ``openHead()`` has returned.
  var head: HTTPHead {
    knownHead.withLock { $0 } ?? HTTPHead(status: 0, headers: ResponseHeaders())
  }

  /// The name that the service gives the file, or else the operation's own, made safe. It may be
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

  /// What has come of the body since the last time; nil at its end.
  func next() async throws -> [Data]? {
    let chunks = readAhead.withLock { chunks in
      defer { chunks = [] }
      return chunks
    }
    return try await chunks.isEmpty ? exchange.next() : chunks
  }

  /// The whole body, which can be read again by ``next()``; nil when it is longer than `limit`.
  func wholeBody(upTo limit: Int) async throws -> Data? {
    var body = Data()
    while body.count <= limit, let chunks = try await exchange.next() {
      for chunk in chunks { body.append(chunk) }
      readAhead.withLock { $0 += chunks }
    }
    return body.count <= limit ? body : nil
  }

  /// Runs `body` while the time limits are watched and progress is reported.
  func watching<Value>(
    progress: ProgressSink? = nil, _ body: () async throws -> Value
  ) async throws -> Value {
    let watchdog = Watchdog(
      exchange: exchange, limits: call.limits, carriesFile: call.carriesFile,
      expectsStream: call.isStream, stopwatch: stopwatch)
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
    while let chunks = try await next() {
      for chunk in chunks { body.append(chunk) }
      guard body.count > limit else { continue }
      exchange.abort(CancellationError())
      if isGood {
        throw MemoriesError(.tooLarge, .done, "the answer has more than \(limit) bytes")
      }
      return redaction.body(body.prefix(limit))
    }
    return redaction.body(body)
  }
}
