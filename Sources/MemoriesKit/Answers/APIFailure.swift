/// A refusal of the service: a failed envelope, as a value.
public struct APIFailure: Error, Sendable, Hashable {
  /// The code of the service, as text.
  public let code: String?
  /// The message of the service.
  public let msg: String?
  /// The HTTP status. Visual Search leaves it at 200 when it refuses.
  public let status: Int
  /// The `data` of the answer; nearly always null.
  public let data: JSONValue

  /// Whether another part of the answer says that the service did act.
  var isContradicted = false

  /// The same refusal, which something else than its own members makes unclear.
  func contradicted(_ isContradicted: Bool = true) -> APIFailure {
    var failure = self
    failure.isContradicted = failure.isContradicted || isContradicted
    return failure
  }

  /// Whether the service may have acted although it refused: `refused` when the refusal is clear,
  /// else `unknown`.
  ///
  /// A refusal is unclear when the status is 408 or at least 500, when the code or a flag says
  /// success, and when the answer contains the id of a video, an asset or a task. Below status 400,
  /// `data` that is not empty is unclear too; with an error status it may be details of the error.
  public var outcome: MemoriesError.Outcome {
    if isContradicted || RefusalKind.isServerFault(status) { return .unknown }
    // A service that did not act has no data to return.
    return (status >= 400 ? data.holdsReceipt : !data.isEmpty) ? .unknown : .refused
  }
}

extension APIFailure {
  /// Makes a refusal, for tests and fakes.
  public init(
    code: String? = nil, msg: String? = nil, status: Int = 200, data: JSONValue = .null
  ) {
    self.init(code: code, msg: msg, status: status, data: data, isContradicted: false)
  }
}
