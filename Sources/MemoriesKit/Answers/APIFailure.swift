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
