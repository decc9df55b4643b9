/// Why an engine could not bring a whole answer. How far the request had got, the exchange tells:
/// ``Exchange/reach``.
enum TransportFailure: Error, Sendable {
  /// Reading the body to be sent failed; the error is the body's own.
  case body(any Error)
  /// The body of the answer is longer than was allowed.
  case tooLarge
  /// What the reader left behind could not be kept in a temporary file.
  case overflow(FileFailure)
  /// A stand-in took the request and refused it; it never was on a wire.
  case intercepted(String)
  /// The server could not prove who it is.
  case untrusted(String)
  /// There was no connection, or it broke; the code is the system's number for it, where it has one.
  case connection(code: Int?, reason: String)
}

/// How far a request got before its exchange ended.
enum Reach: Comparable, Sendable {
  /// Nothing left that the service could act on.
  case nothing
  /// A part of the body left, which sets nothing in motion: its announced length never came.
  case part
  /// All of it left, or nothing proves that it did not.
  case whole
  /// The head of an answer came.
  case answered
}
