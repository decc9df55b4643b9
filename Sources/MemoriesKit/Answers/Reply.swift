/// A whole answer: the envelope, and everything around it that a log or a test may want.
public struct Reply<Value: Sendable>: Sendable {
  /// What the service said, agreed or refused.
  public let envelope: Envelope
  /// The HTTP status.
  public let status: Int
  /// The header fields.
  public let headers: ResponseHeaders
  /// What the service calls the request, when it tells; its support can find the call by that.
  public let requestID: String?
  /// How many times the request was sent.
  public let attempts: Int
  /// The time from the call to the last byte of the answer, waiting between attempts included.
  public let duration: Duration
  /// What in the answer was not as documented, and could be read all the same.
  public let drift: [Drift]

  /// An answer of your own making, for tests and fakes.
  public init(
    envelope: Envelope, status: Int = 200, headers: ResponseHeaders = ResponseHeaders(),
    requestID: String? = nil, attempts: Int = 1, duration: Duration = .zero, drift: [Drift] = []
  ) {
    self.envelope = envelope
    self.status = status
    self.headers = headers
    self.requestID = requestID
    self.attempts = attempts
    self.duration = duration
    self.drift = drift
  }

  /// The value, or what the service said instead of it.
  public var result: Result<Value, APIFailure> { envelope.result }
}
