import Foundation

/// Hands the body of an answer to the caller, chunk by chunk. Ends the exchange when nobody holds
/// this object any more.
final class AnswerBody: Sendable {
  private let answer: IncomingAnswer
  /// Whether the call is over, and was successful, when the body ends.
  private let endsCall: Bool
  private let state = Locked(State())

  private struct State {
    var byteCount: Int64 = 0
    /// The error that ended the reading; every later read throws it again.
    var failure: (any Error)?
  }

  init(_ answer: IncomingAnswer, endsCall: Bool = true) {
    self.answer = answer
    self.endsCall = endsCall
  }

  deinit {
    answer.exchange.abort(CancellationError())
    answer.call.observation?.end(.cancelled)
  }

  /// The error that ended the reading.
  var failure: (any Error)? { state.withLock { $0.failure } }

  /// The chunks that arrived since the last call; nil at the end of the body.
  func next() async throws -> [Data]? {
    if let failure { throw failure }
    do {
      // The watchdog must not take the time that the caller spent on the last chunks for a stall.
      answer.exchange.noteActivity()
      let chunks = try await answer.watching { try await answer.next() }
      guard let chunks else {
        try answer.checkFinalSize(state.withLock { $0.byteCount })
        if endsCall { answer.call.observation?.end(.succeeded) }
        return nil
      }
      let count = chunks.reduce(0) { $0 + Int64($1.count) }
      let byteCount = state.withLock {
        $0.byteCount += count
        return $0.byteCount
      }
      try answer.checkReceivedSize(byteCount)
      return chunks
    } catch {
      throw end(throwing: error)
    }
  }

  /// Ends the exchange, because the caller has all that it wants.
  func finish() {
    answer.exchange.abort(CancellationError())
    answer.call.observation?.end(.succeeded)
  }

  /// Ends the exchange, and returns the error that the caller gets.
  func end(throwing error: any Error) -> any Error {
    answer.exchange.abort(CancellationError())
    let failure = answer.call.finalError(for: answer.failure(error))
    answer.call.observation?.end(throwing: failure)
    state.withLock { $0.failure = failure }
    return failure
  }
}

extension Courier {
  /// Sends a call whose body the caller reads, and returns the answer once `check` accepts its head.
  func begin(
    _ call: PreparedCall, check: (IncomingAnswer) async throws -> Void
  ) async throws -> IncomingAnswer {
    var streamedCall = call
    streamedCall.isReadByCaller = true
    return try await deliver(streamedCall, progress: nil) { answer in
      try await check(answer)
      return Received(value: answer)
    }.value
  }
}
