import Foundation

/// The body of an answer while the caller reads it, piece by piece. Ends the exchange when nobody can
/// read from it any more.
final class BodyTransfer: Sendable {
  private let answer: IncomingAnswer
  private let state = Locked(State())

  private struct State {
    var byteCount: Int64 = 0
    /// What ended the reading; there is nothing else to say to those who come back.
    var failure: (any Error)?
  }

  init(_ answer: IncomingAnswer) {
    self.answer = answer
  }

  deinit {
    answer.exchange.abort(CancellationError())
    answer.call.observation?.end(.cancelled)
  }

  /// What has come since the last time; nil at the end.
  func next() async throws -> [Data]? {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    do {
      // The time that the reader took for the last pieces is no stall of the connection.
      answer.exchange.noteActivity()
      let chunks = try await answer.watching { try await answer.next() }
      guard let chunks else {
        try answer.checkFinalSize(state.withLock { $0.byteCount })
        answer.call.observation?.end(.succeeded)
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

  /// Ends the exchange because of an error, and returns the error as the caller gets it.
  func end(throwing error: any Error) -> any Error {
    answer.exchange.abort(CancellationError())
    let failure = answer.call.finalError(for: answer.failure(error))
    answer.call.observation?.end(throwing: failure)
    state.withLock { $0.failure = failure }
    return failure
  }
}
