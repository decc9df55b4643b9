import Foundation

/// Takes what must stay secret out of an exchange before it is written down.
///
/// Credentials and cookies, and the signatures of signed addresses, are always taken out; the rest
/// is up to the caller. Names are compared without regard to case, literal secrets exactly, but in
/// every form in which they can be written: escaped for an address or for JSON, or inside base64.
public struct Scrubber: Sendable {
  /// Texts that must appear nowhere, such as the API key. Empty ones are ignored.
  public var secrets: [String]
  /// Headers whose values are taken out.
  public var headerNames: Set<String>
  /// Query parameters whose values are taken out wherever an address stands: in the request, in a
  /// header, in a body. A name that ends in `*` stands for all that begin so.
  public var queryNames: Set<String>
  /// Fields of forms and members of JSON whose values are taken out.
  public var fieldNames: Set<String>

  /// The headers that are always worth hiding.
  public static let standardHeaderNames: Set<String> = [
    "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie",
  ]

  /// The query parameters with which storage services and others grant access.
  public static let standardQueryNames: Set<String> = [
    "Signature", "sig", "X-Goog-*", "X-Amz-*", "GoogleAccessId", "AWSAccessKeyId", "token",
    "access_token", "key", "api_key", "apikey",
  ]

  /// Takes out the secrets and what is standard, and further headers, parameters and fields.
  public init(
    secrets: [String], headerNames: Set<String> = [], queryNames: Set<String> = [],
    fieldNames: Set<String> = []
  ) {
    self.secrets = secrets
    self.headerNames = Self.standardHeaderNames.union(headerNames)
    self.queryNames = Self.standardQueryNames.union(queryNames)
    self.fieldNames = fieldNames
  }

  /// The exchange without its secrets. Bodies that change length get their `Content-Length` changed.
  public func scrubbed(_ exchange: RecordedExchange) -> RecordedExchange {
    let text = ScrubbedText(self)
    var exchange = exchange
    exchange.request.url = scrubbed(exchange.request.url, by: text)
    scrub(&exchange.request.headers, &exchange.request.body, by: text)
    scrub(&exchange.response.headers, &exchange.response.body, by: text)
    return exchange
  }

  /// What stands where a secret stood.
  static let replacement = "scrubbed"

  private func scrubbed(_ url: URL, by text: ScrubbedText) -> URL {
    var components = URLComponents(url: url, resolvingAgainstBaseURL: true)
    components?.user = nil
    components?.password = nil
    let address = components?.string ?? url.absoluteString
    // The replacement is fit for any place in an address, so the second choice is never taken; it
    // is there because it, too, cannot hold a secret.
    return URL(string: text.scrubbed(address)) ?? URL(fileURLWithPath: "/\(Self.replacement)")
  }

  private func scrub(
    _ headers: inout [RecordedHeader], _ body: inout RecordedBody, by text: ScrubbedText
  ) {
    let contentType = headers["Content-Type"]
    let length = body.length
    if !body.isTruncated {
      body = RecordedBody(text.scrubbed(fields(of: body, contentType, by: text)))
    } else {
      // A cut may have gone through a secret, so that it cannot be found any more.
      body = RecordedBody(keeping: Data(), of: length)
    }
    headers = headers.map { header in
      if headerNames.contains(where: { header.isNamed($0) }) {
        return RecordedHeader(header.name, Self.replacement)
      }
      if header.isNamed("Content-Length"), header.value == "\(length)" {
        return RecordedHeader(header.name, "\(body.length)")
      }
      return RecordedHeader(text.scrubbed(header.name), text.scrubbed(header.value))
    }
  }

  private func fields(
    of body: RecordedBody, _ contentType: String?, by text: ScrubbedText
  ) -> Data {
    if contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false {
      return text.withoutFormFields(body.bytes)
    }
    guard !fieldNames.isEmpty else { return body.bytes }
    if let sections = MultipartText(contentType, body)?.sections {
      var bytes = body.bytes
      for section in sections.reversed() where contains(section.part.name) {
        bytes.replaceSubrange(section.content, with: Data(Self.replacement.utf8))
      }
      return bytes
    }
    return JSONMembers.scrubbed(body.bytes, contains)
  }

  private func contains(_ field: String) -> Bool {
    fieldNames.contains { $0.caseInsensitiveCompare(field) == .orderedSame }
  }
}
