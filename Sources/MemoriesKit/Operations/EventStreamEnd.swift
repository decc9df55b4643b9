/// What ends a stream of events.
public enum EventStreamEnd<Event: Sendable>: Sendable {
  /// The end of the connection, so that a stream that was cut looks like a whole one.
  case connection
  /// An event for which the closure returns true. It is the last one that is delivered, and a stream
  /// that ends without it throws ``MemoriesError/Kind/unexpectedAnswer``.
  case event(@Sendable (Event) -> Bool)
}
