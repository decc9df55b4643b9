/// A whole answer: the envelope, and what a log or a test may want to know about the call.
public struct Reply<Value: Sendable>: Sendable {
  /// The envelope, agreed or refused.
  public let envelope: Envelope
  /// The HTTP status.
  public let status: Int
  /// The header fields of the answer.
  public let headers: ResponseHeaders
  /// The id that the service gave the request, if the answer had one. Its support can find the call
  /// by it.
  public let requestID: String?
  /// How many times the client sent the request.
  public let attempts: Int
  /// The time from the call to the last byte of the answer, with the pauses between attempts.
  public let duration: Duration
  /// What differs from the documentation in the answer, although the client could read it.
  public let drift: [Drift]

  /// Makes an answer, for tests and fakes.
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

  /// The value, or the refusal.
  public var result: Result<Value, APIFailure> { envelope.result }
}

extension Reply {
  /// The envelope that the service puts around nearly every answer.
  ///
  /// Members that the answer did not have are nil. ``result`` says whether the service agreed. It
  /// considers code, flags and HTTP status together, because none of them alone is reliable.
  public struct Envelope: Sendable {
    /// The code of the service as text, whether the answer had text (`"0000"`) or a number (`200`).
    public let code: String?
    /// The message of the service, which some answers call `message`.
    public let msg: String?
    /// The `success` flag, if the answer had one.
    public let success: Bool?
    /// The `failed` flag, if the answer had one.
    public let failed: Bool?
    /// The value, or the refusal.
    public let result: Result<Value, APIFailure>

    /// Makes an envelope, for tests and fakes.
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

    /// The value, or nil when the service refused. If the value itself is optional, as with
    /// ``VisualSearch/GetMetadata``, nil may also be a successful answer.
    public var data: Value? {
      try? result.get()
    }
  }
}

extension Reply.Envelope: Equatable where Value: Equatable {}
extension Reply.Envelope: Hashable where Value: Hashable {}
