/// Why an engine could not deliver a whole answer. ``Exchange/reach`` tells how much of the request
/// had left.
enum TransportFailure: Error, Sendable {
  /// The engine could not read the body of the request; the error is the body's own.
  case body(any Error)
  /// The body of the answer is larger than allowed.
  case tooLarge
  /// The temporary file for unread bytes could not be used.
  case overflow(FileFailure)
  /// A stand-in for the network refused the request, which never left this process.
  case intercepted(String)
  /// The server's certificate was refused.
  case untrusted(String)
  /// The client could not connect, or the connection broke. The code is the system's number for the
  /// cause, where it has one.
  case connection(code: Int?, reason: String)
}

/// How much of a request had left when its exchange ended.
enum Reach: Comparable, Sendable {
  /// Nothing left that the service could act on.
  case nothing
  /// A part of the body left. The service must not act on it, because the announced length never
  /// arrived.
  case part
  /// All of it left, or nothing proves otherwise.
  case whole
  /// The head of an answer arrived.
  case answered
}
