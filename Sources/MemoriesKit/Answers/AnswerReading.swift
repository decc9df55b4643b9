import Foundation

/// Reads what came back, envelope first.
package enum AnswerReading {
  /// The envelope, or the error for an answer that has none: a gateway's page, an empty body,
  /// a framework's error object, JSON that was cut.
  package static func envelope(in body: Data, status: Int, contentType: String?)
    throws(MemoriesError) -> RawEnvelope
  {
    let reason: String
    do {
      if let envelope = RawEnvelope(try JSONParser.parse(body), status: status) { return envelope }
      reason = "the JSON is not an envelope"
    } catch {
      reason = body.isEmpty ? "the body is empty" : "\(error)"
    }
    throw unexpected(reason, body: body, status: status, contentType: contentType)
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

  static func unexpected(_ reason: String, body: Data, status: Int, contentType: String?)
    -> MemoriesError
  {
    // These two statuses mean the same whoever gives them, a gateway included.
    let told = Classification.kind(code: nil, status: status)
    let kind = told == .unauthorized || told == .rateLimited ? told : .unexpectedAnswer
    // Whoever says 4xx did not pass the request on, except that a time-out tells nothing.
    var error = MemoriesError(
      kind, status >= 400 ? Outcome(refusedUnder: status) : .unknown,
      contentType.map { "\(reason), with content type \(Excerpt.text($0))" } ?? reason)
    error.status = status
    error.excerpt = body.isEmpty ? nil : Excerpt.text(body)
    return error
  }
}
