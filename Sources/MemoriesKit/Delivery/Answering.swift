extension Courier {
  /// Delivers a call and reads the service's answer, in which it may have refused.
  func answer<Output>(
    _ call: PreparedCall, as format: AnswerFormat<Output>, progress: ProgressSink?
  ) async throws -> Received<Reply<Output>> {
    try await deliver(call, progress: progress) { answer in
      let raw = try AnswerReading.answer(
        in: try await answer.collect(), status: answer.head.status,
        contentType: answer.head.headers["Content-Type"], frame: format.frame)
      let drift = DriftLog()
      let reply = Reply(
        envelope: try format.envelope(of: raw, drift: drift), status: answer.head.status,
        headers: answer.head.headers, requestID: answer.requestID ?? raw.remarks.requestID,
        attempts: answer.attempt, duration: answer.stopwatch.elapsed(), drift: drift.entries)
      for entry in reply.drift { call.observation?.report(.drift) { $0.drift = entry } }
      return Received(
        value: reply,
        refusal: raw.failure.map { MemoriesError($0, raw.remarks) })
    }
  }
}
