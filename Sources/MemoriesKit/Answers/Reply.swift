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

extension Reply {
  /// The frame that the service puts around nearly every answer.
  ///
  /// Members that an answer did not have are nil. Whether the service agreed is told by ``result``,
  /// which weighs code, flags and HTTP status together, because no single one of them is reliable.
  public struct Envelope: Sendable {
    /// The service's own code as text, whether it came as text (`"0000"`) or as a number (`200`).
    public let code: String?
    /// The service's message; named `message` in some answers.
    public let msg: String?
    /// The flag for success, where the answer had one.
    public let success: Bool?
    /// The flag for failure, where the answer had one.
    public let failed: Bool?
    /// The value, or what the service said instead of it.
    public let result: Result<Value, APIFailure>

    /// An envelope of your own making, for tests and fakes.
    public init(
      code: String? = nil, msg: String? = nil, success: Bool? = nil, failed: Bool? = nil,
      result: Result<Value, APIFailure>
    ) {
      self.code = code
      self.msg = msg
      self.success = success
      self.failed = failed
      self.result = result
    }

    /// The value, or nil when the service refused. Where the value itself is optional, as that of
    /// ``VisualSearch/GetMetadata`` is, nil may also be what it agreed on.
    public var data: Value? {
      try? result.get()
    }
  }
}

extension Reply.Envelope: Equatable where Value: Equatable {}
extension Reply.Envelope: Hashable where Value: Hashable {}
