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

  /// Whether the flags and the code of the same answer say different things.
  var isContradictory = false

  /// Whether the service may have acted all the same: it has not where the refusal is clear.
  public var outcome: MemoriesError.Outcome {
    if status >= 400 { return MemoriesError.Outcome(refusedUnder: status) }
    // What was not done has nothing to show for it.
    return isContradictory || !data.isEmpty ? .unknown : .refused
  }
}

extension MemoriesError.Outcome {
  /// What a status says that refuses. From 500 on the service reports an accident of its own, and
  /// after a time-out too nobody knows how far it had come.
  init(refusedUnder status: Int) {
    self = Classification.isAccident(status) ? .unknown : .refused
  }
}

extension JSONValue {
  /// Whether there is nothing in it, in any of the ways in which the service writes that.
  fileprivate var isEmpty: Bool {
    switch self {
    case .null: true
    case .string(let text): text.isEmpty || text == "null"
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    case .bool, .number: false
    }
  }
}

extension APIFailure {
  /// A refusal of your own making, for tests and fakes.
  public init(
    code: String? = nil, msg: String? = nil, status: Int = 200, data: JSONValue = .null
  ) {
    self.init(code: code, msg: msg, status: status, data: data, isContradictory: false)
  }
}

/// The members of an envelope before anyone has looked into its data.
package struct RawEnvelope: Sendable {
  let code: String?
  let msg: String?
  let success: Bool?
  let failed: Bool?
  let data: JSONValue
  let status: Int
  /// What else it says of an error; a request id comes with agreements too.
  let remarks: ServerRemarks

  /// Nil for JSON that is no envelope, such as the error pages of a gateway, which have a `status`
  /// and sometimes a `message`, but none of the four members that make an envelope; and for what
  /// calls itself an error, whatever its members.
  init?(_ json: JSONValue, status: Int) {
    guard let members = json.object else { return nil }
    let code = members["code"], success = members["success"], failed = members["failed"]
    let data = members["data"]
    guard code != nil || success != nil || failed != nil || data != nil else { return nil }
    remarks = ServerRemarks(members)
    guard !remarks.isErrored else { return nil }
    self.code = code?.string ?? remarks.code
    self.msg = (members["msg"] ?? members["message"])?.string
    self.success = success?.bool
    self.failed = failed?.bool
    self.data = data ?? .null
    self.status = status
  }

  /// The rule that holds for both products and all generations of their documentation.
  var isSuccess: Bool {
    status < 400 && isSuccessCode ?? true && success != false && failed != true
  }

  /// Nil without a code.
  private var isSuccessCode: Bool? {
    // "0" is "0000" written as a number.
    let successCodes: Set<String> = ["0000", "0", "200"]
    return code.map(successCodes.contains)
  }

  /// Whether some member says that all went well, and another that it did not.
  private var isContradictory: Bool {
    let verdicts = [isSuccessCode, success, failed.map { !$0 }]
    return verdicts.contains(true) && verdicts.contains(false)
  }

  var failure: APIFailure {
    APIFailure(
      code: code, msg: msg ?? remarks.message, status: status, data: data,
      isContradictory: isContradictory)
  }
}
