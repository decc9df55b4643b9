import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What was asked: method, address, headers and body.
public struct RecordedRequest: Sendable, Hashable {
  /// The HTTP method, in capitals.
  public var method: String
  /// The whole address.
  public var url: URL
  /// The header lines.
  public var headers: [RecordedHeader]
  /// The body as far as it was kept.
  public var body: RecordedBody
  /// The fields of a form whose bytes were not recorded, only what it consisted of.
  var listedForm: [RecordedPart]?

  /// Describes a request.
  public init(
    method: String = "GET", url: URL, headers: [RecordedHeader] = [], body: RecordedBody = .empty
  ) {
    self.method = method.uppercased()
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The names and values of the query, decoded as a server does: `+` is a blank.
  public var query: [URLQueryItem] {
    FormText.items(URLComponents(url: url, resolvingAgainstBaseURL: true)?.percentEncodedQuery)
  }

  /// The fields and files of a form, urlencoded or multipart; nil if the body is no form.
  public var form: [RecordedPart]? {
    if let listedForm { return listedForm }
    guard let contentType = headers["Content-Type"]?.lowercased() else { return nil }
    if contentType.hasPrefix("application/x-www-form-urlencoded") {
      return FormText.items(body.text).map {
        RecordedPart(name: $0.name, content: Data(($0.value ?? "").utf8))
      }
    }
    if contentType.hasPrefix("multipart/") {
      return MultipartText(headers["Content-Type"], body)?.parts
    }
    return nil
  }

  /// The texts of all fields of that name, in order.
  public func values(ofField name: String) -> [String] {
    (form ?? []).filter { $0.name == name }.compactMap(\.text)
  }

  /// The body read as JSON.
  public func json<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: body.bytes)
  }
}

extension RecordedRequest: CustomStringConvertible {
  /// Method, address and length of the body; no headers, because those carry credentials.
  public var description: String {
    let text = "\(method) \(url.absoluteString)"
    return body.length > 0 ? text + " (\(body.length) bytes)" : text
  }
}

extension RecordedRequest {
  /// What a session is about to send, without the header that routes it here.
  init(_ request: URLRequest, body: RecordedBody, routedBy token: String) {
    let headers = [RecordedHeader](request.allHTTPHeaderFields ?? [:]).filter {
      // A blank Transfer-Encoding only keeps Foundation on Linux from sending chunks.
      !$0.isNamed(token)
        && !($0.isNamed("Transfer-Encoding")
          && $0.value.trimmingCharacters(in: .whitespaces).isEmpty)
    }
    self.init(
      method: request.httpMethod ?? "GET", url: request.url ?? URL(fileURLWithPath: "/"),
      headers: headers, body: body)
  }
}

/// Reads `a=1&b=2`, which queries and urlencoded forms share.
enum FormText {
  static func items(_ text: String?) -> [URLQueryItem] {
    guard let text, !text.isEmpty else { return [] }
    return text.split(separator: "&", omittingEmptySubsequences: true).map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return URLQueryItem(
        name: decoded(halves[0]), value: halves.count > 1 ? decoded(halves[1]) : nil)
    }
  }

  private static func decoded(_ text: Substring) -> String {
    let blanked = text.replacingOccurrences(of: "+", with: " ")
    return blanked.removingPercentEncoding ?? blanked
  }
}
