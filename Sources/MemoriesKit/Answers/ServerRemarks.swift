/// What an answer says about an error, in any of the known forms.
///
/// Besides the envelope there are `{"error": {"code", "message", …}}`, the bodies of frameworks
/// with `error` and perhaps `message`, and one text under `message`, `detail` or `title`. Nothing
/// says who wrote an answer, so the same rules read them all.
struct ServerRemarks: Sendable {
  /// The code inside `error`.
  var code: String?
  /// The message, from whichever member has one.
  var message: String?
  /// The id that the service gave the request.
  var requestID: String?
  /// How long the service asks the client to wait.
  var retryAfter: Duration?
  /// Whether the answer calls itself an error, which it may under HTTP 200.
  var isError = false

  /// Whether the answer holds an error and nothing that could be an output, whatever its status.
  var isErrorAlone = false

  /// Whether the answer has neither a code nor a message.
  var isEmpty: Bool { code == nil && message == nil }

  /// The remarks of an answer that says nothing.
  init() {}

  init(_ members: JSONValue.Object) {
    let error = members["error"]
    let inner = error?.object
    code = Self.nonEmptyText(inner?["code"])
    // A framework repeats the name of the status under `error`, and says more under `message`.
    let messages = [
      inner?["message"], inner?["msg"], inner?["detail"],
      members["msg"], members["message"], members["detail"], error, members["title"],
    ]
    message = messages.lazy.compactMap { Self.nonEmptyText($0) }.first
    requestID = Self.nonEmptyText(inner?["requestId"]) ?? Self.nonEmptyText(members["requestId"])
    retryAfter = RetryAfter.delay(inBody: inner?["retryAfter"] ?? members["retryAfter"])
    isErrorAlone = error?.isEmpty == false && members.hasOnlyRemarks
    isError = members["status"]?.string?.lowercased() == "errored" && error?.isNull == false
  }

  /// The text of a member, unless it is empty or `"null"`.
  private static func nonEmptyText(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty, text != "null" else { return nil }
    return text
  }
}

extension JSONValue.Object {
  /// Whether every member is one that describes a call, and none could be a part of an output.
  var hasOnlyRemarks: Bool {
    members.allSatisfy { member in
      Self.remarkNames.contains { JSONName.matches(member.name, $0) } || member.value.isNull
    }
  }

  private static let remarkNames = [
    "code", "msg", "message", "detail", "title", "error", "status", "success", "failed",
    "requestId", "retryAfter", "timestamp", "path", "type", "traceId",
  ]
}
