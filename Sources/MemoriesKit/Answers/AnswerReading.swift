import Foundation

/// Decides whether an answer agrees or refuses, before anything reads its data.
package enum AnswerReading {
  /// Returns the answer, agreed or refused. Throws for an answer that is neither: a page of a
  /// gateway, an empty body, an error object of a framework, truncated JSON.
  package static func answer(
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
  private static func interpret(
    _ json: JSONValue, status: Int, frame: AnswerFrame
  ) -> JudgedAnswer? {
    var answer = JudgedAnswer(json, status: status)
    if let failure = frame.refusal?(json, status) {
      // The status is a fact, and so is what speaks for success. An operation that forgets either
      // must not make a billed call look undone.
      answer.failure = APIFailure(
        code: failure.code, msg: failure.msg, status: status, data: failure.data,
        isContradicted: failure.isContradicted || json.claimsSuccess)
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
