import Foundation

// Here the key is taken out of everything that an answer may show. The one other place is the detail
// of an error, in `PreparedCall`.

extension IncomingAnswer {
  private var redaction: Redaction { call.redaction }

  func redacted(_ head: HTTPHead) -> HTTPHead {
    var fields = head.headers.fields
    for (name, value) in fields {
      fields[name] = redaction.isHeld(name) ? nil : redaction.text(value)
    }
    return HTTPHead(status: head.status, headers: ResponseHeaders(lowercased: fields))
  }

  /// The body of a value or of a refusal. What is saved as a file stays as it is.
  func redacted(_ body: Data) -> Data {
    redaction.body(body)
  }

  func redacted(_ event: ServerSentEvent) -> ServerSentEvent {
    ServerSentEvent(
      name: redaction.text(event.name), data: redaction.text(event.data),
      id: event.id.map(redaction.text))
  }

  /// The file name that the service suggests, else `fallback`, made safe. Redaction runs twice,
  /// because resolving escapes and dropping characters could bring the key back.
  func fileName(orElse fallback: String?) -> SafeFileName? {
    let suggested = head.headers["Content-Disposition"]
      .flatMap { ContentDisposition($0).fileName }
      .map(redaction.text)
    guard suggested != nil || fallback != nil else { return nil }
    return SafeFileName(firstOf: redaction.text(SafeFileName(firstOf: suggested, fallback).text))
  }
}
