/// What an answer says of an error, in whichever form it comes.
///
/// Beside our envelope there are `{"error": {"code", "message", …}}`, the bodies of frameworks with
/// `error` and perhaps `message`, and one text under `message`, `detail` or `title`. Where one
/// comes from is not told, so all are read by the same rules.
struct ServerRemarks: Sendable {
  /// The code inside `error`.
  var code: String?
  /// The message, wherever it stands.
  var message: String?
  /// What the service calls the request.
  var requestID: String?
  /// How long the service asks to be left alone.
  var retryAfter: Duration?
  /// Whether the answer calls itself an error, which it may under HTTP 200.
  var isError = false

  /// Whether anything was said.
  var isEmpty: Bool { code == nil && message == nil }

  /// Nothing.
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
    isError = members["status"]?.string?.lowercased() == "errored" && error?.isNull == false
  }

  /// The text that a member has, if it says anything.
  private static func nonEmptyText(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty, text != "null" else { return nil }
    return text
  }
}
