import Foundation

extension Courier {
  /// Sends a request once, and follows where the answer leads.
  ///
  /// - Parameter files: The files of the body as they were at the first attempt, because a file that
  ///   has changed since is not the one that was to be sent.
  func attempt<Value: Sendable>(
    _ order: Order, number: Int, _ stopwatch: Stopwatch, _ files: inout [FileFingerprint]?,
    _ progress: ProgressSink?, _ receive: (IncomingAnswer) async throws -> Received<Value>
  ) async -> Result<Received<Value>, MemoriesError> {
    var url = order.url
    for hop in 0...Redirect.limit {
      let body: BodyReader?
      do {
        body = try self.body(of: order, &files)
      } catch {
        // Nothing was sent, so that it does not count.
        return .failure(order.completing(MemoriesError(error, .notSent), attempts: number - 1))
      }
      order.call?.tell(.attemptStarted) { event in
        event.attempt = number
        event.method = order.method
        event.path = order.redaction.text(url.path)
      }
      let exchange = engine.start(request(order, at: url, body: body, stopwatch))
      order.call?.follow(exchange, attempt: number)
      let answer = IncomingAnswer(
        order, exchange, stopwatch, timer, attempt: number, hop: hop)
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
        if var received {
          received.refusal = received.refusal.map(answer.failure)
          return .success(received)
        }
        exchange.abort(CancellationError())
      } catch {
        exchange.abort(CancellationError())
        return .failure(answer.failure(error))
      }
    }
    return .failure(
      order.completing(
        MemoriesError(.unexpectedAnswer, .unknown, "more than \(Redirect.limit) redirects"),
        attempts: number))
  }

  private func body(
    of order: Order, _ files: inout [FileFingerprint]?
  ) throws(FileFailure) -> BodyReader? {
    guard !order.body.segments.isEmpty else { return nil }
    let reader = try BodyReader(order.body, expecting: files)
    files = reader.fingerprints
    return reader
  }
}
