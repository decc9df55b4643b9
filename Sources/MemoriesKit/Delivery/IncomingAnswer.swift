import Foundation

/// The answer of one exchange while it arrives: first its head, then its body.
final class IncomingAnswer: Sendable {
  let call: PreparedCall
  let exchange: Exchange
  let stopwatch: Stopwatch
  /// The number of the attempt, counted from 1.
  let attempt: Int
  /// How many redirects led to this request.
  let redirectCount: Int
  private let timer: WatchdogTimer
  private let knownHead = Locked<HTTPHead?>(nil)
  /// Chunks that ``wholeBody(upTo:)`` read and that ``next()`` returns again.
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

  /// The head; it has status 0 until ``openHead()`` returns.
  var head: HTTPHead {
    knownHead.withLock { $0 } ?? HTTPHead(status: 0, headers: ResponseHeaders())
  }

  /// Waits for the head, and removes the key from it.
  func openHead() async throws {
    let head = redacted(try await exchange.head())
    knownHead.withLock { $0 = head }
  }

  /// The chunks of the body that arrived since the last call; nil at its end.
  func next() async throws -> [Data]? {
    let chunks = readAhead.withLock { chunks in
      defer { chunks = [] }
      return chunks
    }
    return try await chunks.isEmpty ? exchange.next() : chunks
  }

  /// The whole body, which ``next()`` will return again; nil when it is longer than `limit`.
  func wholeBody(upTo limit: Int) async throws -> Data? {
    var body = Data()
    while body.count <= limit, let chunks = try await exchange.next() {
      for chunk in chunks { body.append(chunk) }
      readAhead.withLock { $0 += chunks }
    }
    return body.count <= limit ? body : nil
  }

  /// Runs `body` while the watchdog checks the time limits and the meter reports progress.
  ///
  /// - Parameter isStream: Whether the body may take as long as it takes, as long as something comes;
  ///   the call decides when nothing is given.
  func watching<Value>(
    progress: ProgressSink? = nil, isStream: Bool? = nil, _ body: () async throws -> Value
  ) async throws -> Value {
    let watchdog = Watchdog(
      exchange: exchange, limits: call.limits, carriesFile: call.carriesFile,
      expectsStream: isStream ?? call.isStream, stopwatch: stopwatch)
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

  /// The id that the service gave the request, if the head has one.
  var requestID: String? {
    head.headers["X-Request-ID"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Reads the rest of the body into memory. It cuts the body of a failed call at the limit, and
  /// throws for a successful one that is longer.
  ///
  /// - Parameter isGood: Whether the call succeeded; nil lets the status decide.
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
      return redacted(body.prefix(limit))
    }
    return redacted(body)
  }
}
