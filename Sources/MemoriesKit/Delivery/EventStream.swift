import Foundation

/// Parses a body into events while the caller reads them.
final class EventStream<Event: Sendable>: Sendable {
  private let answer: IncomingAnswer
  private let body: AnswerBody
  private let end: EventStreamEnd<Event>
  private let decode: @Sendable (ServerSentEvent) throws -> Event?
  /// Chunks must be parsed in the order of their coming, whoever reads.
  private let turns = Turns()
  private let state = Locked(State())

  private struct State {
    var parser = ServerSentEventParser()
    var arrived: ArraySlice<ServerSentEvent> = []
    /// What came before the first event, as far as it may be a refusal.
    var beginning = Data()
    var hasEvents = false
    /// Whether the stream is at its end, and there was nothing wrong with it.
    var isOver = false
  }

  init(
    _ answer: IncomingAnswer, end: EventStreamEnd<Event>,
    _ decode: @escaping @Sendable (ServerSentEvent) throws -> Event?
  ) {
    self.answer = answer
    self.end = end
    body = AnswerBody(answer, endsCall: false)
    self.decode = decode
  }

  /// The next event that means something; nil at the end. After an error, the same error again.
  func next() async throws -> Event? {
    try await turns.take {
      // Events that came before the error may be left.
      if let failure = body.failure { throw failure }
      return try await read()
    }
  }

  private func read() async throws -> Event? {
    while !state.withLock({ $0.isOver }) {
      while let event = state.withLock({ $0.arrived.popFirst() }) {
        do {
          guard let event = try decode(answer.redacted(event)) else { continue }
          if case .event(let isLast) = end, isLast(event) {
            finish()
          }
          return event
        } catch {
          throw body.end(throwing: failure(error))
        }
      }
      if state.withLock({ $0.parser.isTooLarge }) {
        throw body.end(
          throwing: MemoriesError(
            .tooLarge, .done, "an event has more than \(ServerSentEventParser.limit) bytes"))
      }
      guard let chunks = try await body.next() else {
        if let refusal = refusalInsteadOfEvents() { throw body.end(throwing: refusal) }
        guard case .event = end else {
          finish()
          return nil
        }
        throw body.end(
          throwing: MemoriesError(
            .unexpectedAnswer, .done, "the stream ended before its last event"))
      }
      state.withLock { state in
        for chunk in chunks { state.arrived += state.parser.events(in: chunk) }
        state.hasEvents = state.hasEvents || !state.arrived.isEmpty
        guard !state.hasEvents, state.beginning.count < Courier.errorLimit else { return }
        for chunk in chunks { state.beginning += chunk }
      }
    }
    return nil
  }

  private func finish() {
    state.withLock { $0.isOver = true }
    body.finish()
  }

  /// The error that a body without an event is: some servers refuse under the type of a stream.
  private func refusalInsteadOfEvents() -> MemoriesError? {
    let beginning = state.withLock { $0.hasEvents ? Data() : $0.beginning }
    let first = beginning.first { !" \r\n\t".utf8.contains($0) }
    guard let first, "{[<".utf8.contains(first) else { return nil }
    do throws(MemoriesError) {
      let judged = try AnswerReading.answer(
        in: answer.redacted(beginning), status: answer.head.status, contentType: nil)
      return judged.failure.map { MemoriesError($0, judged.remarks) }
        ?? MemoriesError(.unexpectedAnswer, .unknown, "the service agreed, but sent no events")
    } catch {
      return error
    }
  }

  private func failure(_ error: any Error) -> any Error {
    switch error {
    // The service had begun, whatever the event says.
    case let failure as APIFailure:
      MemoriesError(failure.contradicted(), ServerRemarks())
    case is MemoriesError: error
    default: MemoriesError(.unexpectedAnswer, .done, Excerpt.describe(error))
    }
  }
}
