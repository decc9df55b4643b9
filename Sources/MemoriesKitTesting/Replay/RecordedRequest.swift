import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A recorded request: method, URL, headers and body.
public struct RecordedRequest: Sendable, Hashable {
  /// The HTTP method, in capitals.
  public var method: String
  /// The complete URL.
  public var url: URL
  /// The header lines.
  public var headers: [RecordedHeader]
  /// The body, as far as it was kept.
  public var body: RecordedBody
  /// The parts of a form, when the recording has a list of them instead of the bytes.
  var listedForm: [RecordedPart]?

  /// Makes a request.
  public init(
    method: String = "GET", url: URL, headers: [RecordedHeader] = [], body: RecordedBody = .empty
  ) {
    self.method = method.uppercased()
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The names and values of the query, decoded as a server does: `+` is a space.
  public var query: [URLQueryItem] {
    FormText.items(URLComponents(url: url, resolvingAgainstBaseURL: true)?.percentEncodedQuery)
  }

  /// The fields and files of a form, urlencoded or multipart; nil if the body is not a form.
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

  /// The texts of all fields with that name, in order.
  public func values(ofField name: String) -> [String] {
    (form ?? []).filter { $0.name == name }.compactMap(\.text)
  }

  /// Decodes the body as JSON.
  public func json<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: body.bytes)
  }
}

extension RecordedRequest: CustomStringConvertible {
  /// Method, URL and length of the body; no headers, because they carry credentials.
  public var description: String {
    let text = "\(method) \(url.absoluteString)"
    return body.length > 0 ? text + " (\(body.length) bytes)" : text
  }
}

extension RecordedRequest {
  /// Records what a session is about to send, without the header that routes it.
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

/// Parses `a=1&b=2`, the format of queries and urlencoded forms.
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
