/// The events of a stream while they arrive.
///
/// You can read the events once. The stream ends when you drop the sequence and its iterator, or
/// cancel the reading task. When the connection breaks, the last read throws; the service has
/// billed the call by then. A stream whose end nothing marks may be cut without a trace: an event
/// that no empty line ends is dropped, as the standard wants it.
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
    of call: PreparedCall, end: EventStreamEnd<Event>,
    _ decode: @escaping @Sendable (ServerSentEvent) throws -> Event?
  ) async throws -> EventSequence<Event> {
    let stream = EventStream(
      try await begin(call) { try await $0.checkEvents() }, end: end, decode)
    return EventSequence { try await stream.next() }
  }
}
