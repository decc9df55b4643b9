/// The frame that the service puts around nearly every answer.
///
/// Members that an answer did not have are nil. Whether the service agreed is told by ``result``,
/// which weighs code, flags and HTTP status together, because no single one of them is reliable.
public struct Envelope<Value: Sendable>: Sendable {
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

extension Envelope: Equatable where Value: Equatable {}
extension Envelope: Hashable where Value: Hashable {}

/// What the service said when it refused: a failed envelope, as a value.
public struct APIFailure: Error, Sendable, Hashable {
  /// The service's own code as text.
  public let code: String?
  /// The service's message.
  public let msg: String?
  /// The HTTP status, which Visual Search leaves at 200 when it refuses.
  public let status: Int
  /// Whatever the answer's `data` held; nearly always null.
  public let data: JSONValue

  /// Whether the rest of the same answer says that it was done.
  var isContradicted = false

  /// Whether the service may have acted all the same: it has not where the refusal is clear.
  ///
  /// Unclear is a status of 408 or from 500 on, a code or flag that says that all went well, and
  /// the id of a video, an asset or a task anywhere in the answer. Below status 400 `data` that is not
  /// empty is unclear too; an error status may come with details of the error.
  public var outcome: MemoriesError.Outcome {
    if isContradicted || Classification.isAccident(status) { return .unknown }
    // What was not done has nothing to show for it.
    return (status >= 400 ? data.holdsReceipt : !data.isEmpty) ? .unknown : .refused
  }
}

extension APIFailure {
  /// A refusal of your own making, for tests and fakes.
  public init(
    code: String? = nil, msg: String? = nil, status: Int = 200, data: JSONValue = .null
  ) {
    self.init(code: code, msg: msg, status: status, data: data, isContradicted: false)
  }
}
