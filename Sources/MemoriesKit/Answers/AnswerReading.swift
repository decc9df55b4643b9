import Foundation

/// Decides whether an answer agrees or refuses, before anything reads its data.
enum AnswerReading {
  /// Returns the answer, agreed or refused. Throws for an answer that is neither: a page of a
  /// gateway, an empty body, an error object of a framework, truncated JSON.
  static func answer(
    in body: Data, status: Int, contentType: String?, frame: AnswerFrame = .envelope
  ) throws(MemoriesError) -> JudgedAnswer {
    let reason: String
    var json = JSONValue.null
    do {
      json = try JSONParser.parse(body)
      if let answer = interpret(json, status: status, frame: frame) { return answer }
      reason =
        [.bare, .nothing].contains(frame.kind)
        ? "the JSON comes with HTTP status \(status)" : "the JSON is not an envelope"
    } catch {
      if frame.kind == .nothing, status < 300 { return JudgedAnswer(.null, status: status) }
      reason = body.isEmpty ? "the body is empty" : "\(error)"
    }
    let remarks = json.object.map(ServerRemarks.init)
    let outcome = outcome(ofRefusal: json, status: status)
    throw refusal(remarks, outcome, status: status)
      ?? unexpected(reason, remarks, outcome, body: body, status: status, contentType: contentType)
  }

  /// Returns nil for JSON that is no answer of this format.
  static func interpret(
    _ json: JSONValue, status: Int, frame: AnswerFrame
  ) -> JudgedAnswer? {
    var answer = JudgedAnswer(json, status: status)
    if let failure = frame.refusal?(json, status) {
      // The status is a fact, and so is what speaks for success. An operation that forgets either
      // must not make a billed call look undone.
      answer.failure = APIFailure(
        code: failure.code, msg: failure.msg, status: status, data: failure.data,
        isContradicted: failure.isContradicted
      ).contradicted(json.claimsSuccess)
      return answer
    }
    let envelope = JudgedAnswer(envelope: json, status: status)
    switch frame.kind {
    case .envelope:
      return envelope
    case .wholeEnvelope:
      guard var envelope else { return nil }
      (envelope.content, envelope.path) = (json, [])
      return envelope
    case .bare, .nothing:
      if frame.refusal == nil || status >= 400, let envelope, envelope.refusesOutright {
        return envelope
      }
      let isError =
        answer.remarks.isError || frame.refusal == nil && answer.remarks.isErrorAlone
      return status < 300 && !isError ? answer : nil
    }
  }

  /// What the service may have done when an answer without an envelope refuses. The rule for
  /// envelopes decides, because their members may be there all the same.
  private static func outcome(ofRefusal json: JSONValue, status: Int) -> MemoriesError.Outcome {
    APIFailure(
      code: nil, msg: nil, status: status, data: json["data"] ?? .null,
      isContradicted: json.claimsSuccess
    ).outcome
  }

  /// The error for an answer that refuses in another form; nil when it says nothing, or nothing
  /// that is a refusal.
  private static func refusal(
    _ remarks: ServerRemarks?, _ outcome: MemoriesError.Outcome, status: Int
  ) -> MemoriesError? {
    guard let remarks, remarks.isError || status >= 400 && !remarks.isEmpty else { return nil }
    return MemoriesError(
      RefusalKind.kind(code: remarks.code, message: remarks.message, status: status),
      outcome, status: status, code: remarks.code, serverMessage: remarks.message,
      requestID: remarks.requestID, retryAfter: remarks.retryAfter)
  }

  /// The error for an answer that cannot be understood. Some statuses mean the same whoever sends
  /// them, a gateway included.
  private static func unexpected(
    _ reason: String, _ remarks: ServerRemarks?, _ outcome: MemoriesError.Outcome, body: Data,
    status: Int, contentType: String?
  ) -> MemoriesError {
    let kind = RefusalKind.kind(code: nil, status: status)
    var error = MemoriesError(
      kind == .refused ? .unexpectedAnswer : kind,
      status >= 400 ? outcome : .unknown,
      contentType.map { "\(reason), with content type \(Excerpt.text($0))" } ?? reason,
      status: status, code: remarks?.code, serverMessage: remarks?.message,
      requestID: remarks?.requestID, retryAfter: remarks?.retryAfter)
    error.excerpt = body.isEmpty ? nil : Excerpt.text(body)
    return error
  }
}

/// An answer whose success is known but whose output is not read yet.
struct JudgedAnswer: Sendable {
  let status: Int
  var code: String?
  var msg: String?
  var success: Bool?
  var failed: Bool?
  /// The other details of an error. Successful answers have a request id there too.
  let remarks: ServerRemarks
  /// The JSON from which the output is read.
  var content: JSONValue
  /// The path of that JSON in the answer.
  var path: [String] = []
  /// Whether nothing in the refusal could be an output.
  private(set) var hasOnlyRemarks = false
  /// The refusal; nil when the service agreed.
  var failure: APIFailure?

  /// An answer without an envelope. It agrees unless something else says that it does not.
  init(_ json: JSONValue, status: Int) {
    self.status = status
    content = json
    remarks = json.object.map(ServerRemarks.init) ?? ServerRemarks()
  }

  /// Reads an envelope. Returns nil for JSON that is none, such as an error page of a gateway: it
  /// has a `status` and sometimes a `message`, but none of the four members of an envelope. Returns
  /// nil also for an answer that calls itself an error, whatever its members.
  init?(envelope json: JSONValue, status: Int) {
    guard let members = json.object else { return nil }
    let code = members["code"], success = members["success"], failed = members["failed"]
    let data = members["data"]
    guard code != nil || success != nil || failed != nil || data != nil else { return nil }
    self.init(data ?? .null, status: status, remarks: ServerRemarks(members))
    guard !remarks.isError else { return nil }
    // An error beside data that is null, and no word of success.
    if status < 400, remarks.isErrorAlone, code == nil, success == nil, failed == nil { return nil }
    path = ["data"]
    self.code = code?.string ?? remarks.code
    self.msg = (members["msg"] ?? members["message"])?.string
    self.success = success?.bool
    self.failed = failed?.bool
    let isSuccess = SuccessRule.isMet(
      status: status, code: self.code, success: self.success, failed: self.failed)
    guard !isSuccess else { return }
    hasOnlyRemarks = members.hasOnlyRemarks
    failure = APIFailure(
      code: self.code, msg: msg ?? remarks.message, status: status, data: content,
      isContradicted: json.claimsSuccess)
  }

  private init(_ content: JSONValue, status: Int, remarks: ServerRemarks) {
    self.status = status
    self.content = content
    self.remarks = remarks
  }

  /// Whether this is a refusal even where no envelope is expected. There, `code` may be a member of the
  /// output, unless it is a number and nothing else could be an output.
  var refusesOutright: Bool {
    guard failure != nil else { return false }
    if status >= 400 || success == false || failed == true { return true }
    return isCodeNumeric && (msg != nil || remarks.message != nil || hasOnlyRemarks)
  }

  private var isCodeNumeric: Bool {
    guard let code, !code.isEmpty else { return false }
    return code.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
  }
}
