import Foundation

extension Courier {
  /// What came of sending a request once.
  struct Attempt<Value: Sendable> {
    /// What the caller gets if it stays the last one.
    let result: Result<Value, any Error>
    /// Why there might be another; nil when all is well.
    let error: MemoriesError?
    /// Whether all of the request had left.
    let wasSentWhole: Bool
  }

  /// Sends a request once, and follows where the answer leads.
  ///
  /// - Parameter files: The files of the body as they were at the first attempt, because a file that
  ///   has changed since is not the one that was to be sent.
  func attempt<Value: Sendable>(
    _ order: Order, number: Int, _ stopwatch: Stopwatch, _ files: inout [FileFingerprint]?,
    _ progress: ProgressSink?, _ receive: (IncomingAnswer) async throws -> Received<Value>
  ) async throws -> Attempt<Value> {
    var url = order.url
    for hop in 0...Redirect.limit {
      let body = try body(of: order, &files)
      order.call?.tell(.attemptStarted) { event in
        event.attempt = number
        event.method = order.method
        event.path = redaction.text(url.path)
      }
      let exchange = engine.start(request(order, at: url, body: body, stopwatch))
      order.call?.follow(exchange, attempt: number)
      let answer = IncomingAnswer(
        order, exchange, stopwatch, redaction, timer, attempt: number, hop: hop)
      do {
        let received: Received<Value>? = try await answer.watching(progress: progress) {
          try await answer.openHead()
          order.call?.tell(.answered) { event in
            event.attempt = number
            event.status = answer.head.status
            event.duration = order.call?.elapsed
          }
          if let target = try Redirect.target(of: answer.head, from: url, method: order.method) {
            url = target
            return nil
          }
          return try await receive(answer)
        }
        if let received {
          return Attempt(
            result: .success(received.value), error: received.refusal,
            wasSentWhole: answer.wasSentWhole)
        }
        exchange.abort(CancellationError())
      } catch {
        exchange.abort(CancellationError())
        let described = answer.describing(error)
        guard let failure = described as? MemoriesError else { throw described }
        return Attempt(
          result: .failure(failure), error: failure, wasSentWhole: answer.wasSentWhole)
      }
    }
    let error = MemoriesError(.unexpectedAnswer, .unknown, "more than \(Redirect.limit) redirects")
    return Attempt(result: .failure(error), error: error, wasSentWhole: true)
  }

  private func body(of order: Order, _ files: inout [FileFingerprint]?) throws -> BodyReader? {
    guard !order.body.segments.isEmpty else { return nil }
    do {
      let reader = try BodyReader(order.body, expecting: files)
      files = reader.fingerprints
      return reader
    } catch {
      throw MemoriesError(error, .notSent)
    }
  }
}
