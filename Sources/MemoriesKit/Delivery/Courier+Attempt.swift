import Foundation

extension Courier {
  /// Makes one attempt: sends the request, and follows redirects.
  ///
  /// - Parameter files: The fingerprints of the body's files at the first attempt. A file that
  ///   changed since then is not the file that the caller wanted to send.
  func attempt<Value: Sendable>(
    _ call: PreparedCall, number: Int, _ stopwatch: Stopwatch, _ files: inout [FileFingerprint]?,
    _ progress: ProgressSink?, _ receive: (IncomingAnswer) async throws -> Received<Value>
  ) async -> Result<Received<Value>, MemoriesError> {
    var url = call.url
    for redirectCount in 0...Redirect.limit {
      let body: BodyReader?
      do {
        body = try self.body(of: call, &files)
      } catch {
        // This attempt sent nothing, so it does not count.
        return .failure(call.completed(MemoriesError(error, .notSent), attempts: number - 1))
      }
      call.observation?.report(.attemptStarted) { event in
        event.attempt = number
        event.method = call.method
        event.path = call.redaction.text(url.path)
        event.engine = engine.name
      }
      let exchange = engine.start(
        call.request(at: url, body: body, elapsed: stopwatch.elapsed))
      call.observation?.track(exchange, attempt: number)
      let answer = IncomingAnswer(
        call, exchange, stopwatch, timer, attempt: number, redirectCount: redirectCount)
      do {
        let received: Received<Value>? = try await answer.watching(progress: progress) {
          try await answer.openHead()
          call.observation?.report(.answered) { event in
            event.attempt = number
            event.status = answer.head.status
            event.duration = call.observation?.elapsed
          }
          if let target = try Redirect.target(of: answer.head, from: url, method: call.method) {
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
      call.completed(
        MemoriesError(.unexpectedAnswer, .unknown, "more than \(Redirect.limit) redirects"),
        attempts: number))
  }

  private func body(
    of call: PreparedCall, _ files: inout [FileFingerprint]?
  ) throws(FileFailure) -> BodyReader? {
    guard !call.body.segments.isEmpty else { return nil }
    let reader = try BodyReader(call.body, expecting: files)
    files = reader.fingerprints
    return reader
  }
}
