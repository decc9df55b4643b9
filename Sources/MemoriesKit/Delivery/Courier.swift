import Foundation

/// Carries orders to the service and brings back the answers, within their time limits.
struct Courier: Sendable {
  let engine: any HTTPEngine
  /// The value of the `Authorization` header.
  let authorization: @Sendable () -> String
  /// Takes the key out of what a server sends back.
  let redaction: Redaction
  /// Header fields of the user's own; like the key, they go to the configured origin only.
  let headers: [String: String]
  /// The clock of time limits and progress.
  let watchdogClock: any Clock<Duration>
  let observer: Observer?

  /// What an envelope may take up in memory, and what the answer to a failed call may.
  static let answerLimit = 64 << 20
  static let errorLimit = 1 << 20

  /// A whole answer, in memory.
  struct Answer: Sendable {
    let head: WireHead
    let body: Data
    let duration: Duration
  }

  /// Delivers an order and collects the answer.
  func fetch(_ order: Order, progress: ProgressHandler?) async throws -> Answer {
    try await deliver(order, progress: progress) { answer in
      Answer(
        head: answer.head, body: try await answer.collect(), duration: answer.stopwatch.elapsed())
    }
  }

  /// Delivers an order and hands over the answer as soon as its head is here.
  ///
  /// When `receive` throws, the exchange is ended. When it returns, it has read all it wants or
  /// takes care of the rest.
  func deliver<Value: Sendable>(
    _ order: Order, progress: ProgressHandler?,
    receive: (OpenAnswer) async throws -> Value
  ) async throws -> Value {
    do {
      try Task.checkCancellation()
      let stopwatch = Stopwatch(watchdogClock)
      var url = order.url
      for _ in 0...Redirect.limit {
        let answer = OpenAnswer(
          order, try start(order, at: url, stopwatch), stopwatch, redaction)
        do {
          let value: Value? = try await answer.watching(progress: progress) {
            try await answer.openHead()
            observe(answer)
            if let target = try Redirect.target(of: answer.head, from: url, method: order.method) {
              url = target
              return nil
            }
            return try await receive(answer)
          }
          if let value { return value }
          answer.exchange.abort(.cancelled)
        } catch {
          answer.exchange.abort(.cancelled)
          throw answer.describing(error)
        }
      }
      throw MemoriesError(.unexpectedAnswer, .refused, "more than \(Redirect.limit) redirects")
    } catch {
      throw finished(error, order)
    }
  }

  private func start(_ order: Order, at url: URL, _ stopwatch: Stopwatch) throws -> Exchange {
    let body: WireBody?
    do {
      body = try order.body.segments.isEmpty ? nil : WireBody(BodyReader(order.body))
    } catch {
      throw MemoriesError(error, .notSent)
    }
    observer?(
      .attemptStarted(
        operation: order.operation, attempt: 1, method: order.method, path: url.path))
    return engine.start(
      WireRequest(
        method: order.method, url: url, headers: fields(for: order, at: url), body: body,
        // A download is billed when it begins, and most are requests without a body.
        mayReuseConnection: !order.expectsFile, bounds: order.bounds, elapsed: stopwatch.elapsed))
  }

  private func fields(for order: Order, at url: URL) -> [(name: String, value: String)] {
    var fields = [("User-Agent", "MemoriesKit/1.0")]
    if order.expectsFile {
      fields.append(("Accept", "*/*"))
      // Foundation unpacks what comes packed, and then no length is right any more.
      fields.append(("Accept-Encoding", "identity"))
    } else {
      fields.append(("Accept", "application/json"))
    }
    if let contentType = order.body.contentType { fields.append(("Content-Type", contentType)) }
    // After a redirect elsewhere nothing goes along that could be a secret.
    if Origin(url) == Origin(order.url) {
      fields += headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      fields.append(("Authorization", authorization()))
    }
    return fields
  }

  private func observe(_ answer: OpenAnswer) {
    observer?(
      .answered(
        operation: answer.order.operation, attempt: 1, status: answer.head.status,
        after: answer.stopwatch.elapsed()))
  }

  /// An error as the caller gets it: of the one public type, complete, and without the key.
  func finished(_ error: any Error, _ order: Order) -> any Error {
    guard var error = error as? MemoriesError else { return error }
    error.operation = order.operation
    error.attempts = error.outcome == .notSent && error.kind == .fileSystem ? 0 : 1
    error.detail = error.detail.map(redaction.text)
    observer?(.failed(operation: order.operation, error: error))
    return error
  }
}

extension WireBody {
  fileprivate init(_ reader: BodyReader) {
    // A reader belongs to one thread at a time, and an engine keeps to that.
    nonisolated(unsafe) let reader = reader
    self.init(
      length: reader.length, read: { try reader.read(into: $0) }, close: { reader.close() })
  }
}
