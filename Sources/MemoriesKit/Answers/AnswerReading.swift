import Foundation

/// Reads what came back, envelope first.
package enum AnswerReading {
  /// The envelope, or the error for an answer that has none: a gateway's page, an empty body,
  /// a framework's error object, JSON that was cut.
  package static func envelope(in body: Data, status: Int, contentType: String?)
    throws(MemoriesError) -> RawEnvelope
  {
    let reason: String
    var json = JSONValue.null
    do {
      json = try JSONParser.parse(body)
      if let envelope = RawEnvelope(json, status: status) { return envelope }
      reason = "the JSON is not an envelope"
    } catch {
      reason = body.isEmpty ? "the body is empty" : "\(error)"
    }
    let remarks = json.object.map(ServerRemarks.init)
    let outcome = outcome(ofRefusal: json, status: status)
    throw refusal(remarks, outcome, status: status)
      ?? unexpected(reason, remarks, outcome, body: body, status: status, contentType: contentType)
  }

  /// The value of an envelope that agrees.
  package static func value<Value: Decodable & Sendable>(
    of raw: RawEnvelope, as type: Value.Type, drift: DriftLog
  ) throws(MemoriesError) -> Value {
    do {
      return try LenientDecoder.decode(type, from: raw.data, at: ["data"], drift: drift)
    } catch {
      // The service agreed, so whatever was asked for has happened and is paid for.
      var failure = MemoriesError(
        .unexpectedAnswer, .done, Excerpt.describe(error), status: raw.status, code: raw.code)
      failure.excerpt = raw.data.text(limit: Excerpt.limit)
      throw failure
    }
  }

  /// The typed envelope; `data` is read only when the service agreed.
  package static func read<Value: Decodable & Sendable>(
    _ raw: RawEnvelope, as type: Value.Type, drift: DriftLog
  ) throws(MemoriesError) -> Envelope<Value> {
    let result: Result<Value, APIFailure> =
      raw.isSuccess
      ? .success(try value(of: raw, as: type, drift: drift)) : .failure(raw.failure)
    return Envelope(
      code: raw.code, msg: raw.msg, success: raw.success, failed: raw.failed, result: result)
  }

  /// What the service may have done when an answer that is no envelope refuses: told by the rule for
  /// envelopes, because their members may be there all the same.
  private static func outcome(ofRefusal json: JSONValue, status: Int) -> MemoriesError.Outcome {
    APIFailure(
      code: nil, msg: nil, status: status, data: json["data"] ?? .null,
      isContradicted: json.saysDone
    ).outcome
  }

  /// The error for an answer that refuses in words of its own; nil when it has none, or when nothing
  /// says that it is a refusal.
  private static func refusal(
    _ remarks: ServerRemarks?, _ outcome: MemoriesError.Outcome, status: Int
  ) -> MemoriesError? {
    guard let remarks, remarks.isErrored || status >= 400 && !remarks.isEmpty else { return nil }
    return MemoriesError(
      Classification.kind(code: remarks.code, message: remarks.message, status: status),
      outcome, status: status, code: remarks.code, serverMessage: remarks.message,
      requestID: remarks.requestID, retryAfter: remarks.retryAfter)
  }

  /// The error for an answer that cannot be understood, except that some statuses mean the same
  /// whoever gives them, a gateway included.
  private static func unexpected(
    _ reason: String, _ remarks: ServerRemarks?, _ outcome: MemoriesError.Outcome, body: Data,
    status: Int, contentType: String?
  ) -> MemoriesError {
    let told = Classification.kind(code: nil, status: status)
    var error = MemoriesError(
      told == .refused ? .unexpectedAnswer : told,
      status >= 400 ? outcome : .unknown,
      contentType.map { "\(reason), with content type \(Excerpt.text($0))" } ?? reason,
      status: status, code: remarks?.code, serverMessage: remarks?.message,
      requestID: remarks?.requestID, retryAfter: remarks?.retryAfter)
    error.excerpt = body.isEmpty ? nil : Excerpt.text(body)
    return error
  }
}
