import Foundation

/// The events of a stream while they arrive.
///
/// You can read the events once. The stream ends when you drop the sequence and its iterator, or
/// cancel the reading task. When the stream breaks off, the last read throws; the service has
/// billed the call by then.
public struct EventSequence<Event: Sendable>: AsyncSequence, Sendable {
  private let read: @Sendable () async throws -> Event?

  init(_ read: @escaping @Sendable () async throws -> Event?) {
    self.read = read
  }

  /// Makes a sequence for tests and fakes: it returns the events without a pause, and then throws
  /// the error if there is one.
  public init(_ events: some Sequence<Event>, endingIn error: (any Error)? = nil) {
    let remaining = Locked(Array(events)[...])
    self.init {
      if let event = remaining.withLock({ $0.popFirst() }) { return event }
      if let error { throw error }
      return nil
    }
  }

  /// Begins to read, or continues where another iterator stopped.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(read: read)
  }

  /// Reads the events in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let read: @Sendable () async throws -> Event?

    /// The next event; nil at the end of the stream.
    public mutating func next() async throws -> Event? {
      try await read()
    }
  }
}

extension Courier {
  /// Sends a call whose answer is a stream of events, and lets the caller read them.
  func events<Event>(
    of call: PreparedCall, _ decode: @escaping @Sendable (ServerSentEvent) throws -> Event?
  ) async throws -> EventSequence<Event> {
    var streamedCall = call
    streamedCall.isReadByCaller = true
    let answer = try await deliver(streamedCall, progress: nil) { answer in
      try await answer.checkEvents()
      return Received(value: answer)
    }.value
    let stream = EventStream(answer, decode)
    return EventSequence { try await stream.next() }
  }
}

/// Parses a body into events while the caller reads them.
private final class EventStream<Event: Sendable>: Sendable {
  private let answer: IncomingAnswer
  private let transfer: AnswerBody
  private let decode: @Sendable (ServerSentEvent) throws -> Event?
  private let state = Locked(State())

  private struct State {
    var parser = ServerSentEventParser()
    var arrived: ArraySlice<ServerSentEvent> = []
  }

  init(
    _ answer: IncomingAnswer, _ decode: @escaping @Sendable (ServerSentEvent) throws -> Event?
  ) {
    self.answer = answer
    transfer = AnswerBody(answer)
    self.decode = decode
  }

  func next() async throws -> Event? {
    while true {
      while let event = state.withLock({ $0.arrived.popFirst() }) {
        do {
          if let event = try decode(answer.redacted(event)) { return event }
        } catch {
          throw transfer.end(throwing: failure(error))
        }
      }
      guard let chunks = try await transfer.next() else { return nil }
      let isReadable = state.withLock { state in
        for chunk in chunks {
          guard let events = state.parser.events(in: chunk) else { return false }
          state.arrived += events
        }
        return true
      }
      guard isReadable else {
        throw transfer.end(
          throwing: MemoriesError(
            .tooLarge, .done, "an event has more than \(ServerSentEventParser.limit) bytes"))
      }
    }
  }

  private func failure(_ error: any Error) -> any Error {
    switch error {
    case let failure as APIFailure: MemoriesError(failure, ServerRemarks())
    case is MemoriesError: error
    default: MemoriesError(.unexpectedAnswer, .done, Excerpt.describe(error))
    }
  }
}
