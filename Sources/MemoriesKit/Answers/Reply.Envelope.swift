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
