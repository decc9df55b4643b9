import Foundation
import MemoriesKitTesting
import XCTest

/// A request as the documentation has it.
struct DocumentedRequest: Sendable {
  /// Where a product lives.
  enum Product: String {
    case visualSearch = "https://api.memories.ai/serve/api/v1/"
    case visualIntelligence = "https://mavi-backend.memories.ai/serve/api/v2/"
  }

  enum Body: Sendable {
    case none
    /// The bytes, members in the order of their names.
    case json(String)
    case form([Field])
    case multipart([Part])
  }

  /// A name and a text.
  typealias Field = (name: String, value: String)

  /// A part of a multipart form.
  enum Part: Sendable {
    case text(String, String)
    case file(String, named: String, type: String, String)
  }

  private let method: String
  private let url: String
  private let query: [Field]
  private let body: Body
  /// Whether the key of the account belongs to it.
  var carriesKey = true

  /// A request without a body.
  ///
  /// - Parameters:
  ///   - path: The path below the product's, as it is on the wire.
  ///   - query: What a server reads out of the query.
  ///   - encoded: The query on the wire, where that is something else.
  static func get(
    _ product: Product, _ path: String, query: [Field] = [], encoded: String? = nil
  ) -> DocumentedRequest {
    let text = encoded ?? query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    return DocumentedRequest(
      method: "GET", url: product.rawValue + path + (text.isEmpty ? "" : "?" + text), query: query,
      body: .none)
  }

  /// A request with a body.
  static func post(
    _ product: Product, _ path: String, _ body: Body, query: [Field] = [], encoded: String = ""
  ) -> DocumentedRequest {
    DocumentedRequest(
      method: "POST", url: product.rawValue + path + (encoded.isEmpty ? "" : "?" + encoded),
      query: query, body: body)
  }

  /// A request that deletes something.
  static func delete(_ product: Product, _ path: String) -> DocumentedRequest {
    DocumentedRequest(method: "DELETE", url: product.rawValue + path, query: [], body: .none)
  }

  /// A request with a body to an address of its own, which must not see the key.
  static func post(to url: String, query: [Field] = [], _ body: Body) -> DocumentedRequest {
    DocumentedRequest(method: "POST", url: url, query: query, body: body, carriesKey: false)
  }

  /// Asserts that this is what was sent.
  func assertIs(_ sent: RecordedRequest, at place: SourcePlace) throws {
    let (file, line) = (place.file, place.line)
    XCTAssertEqual(sent.method, method, file: file, line: line)
    XCTAssertEqual(sent.url.absoluteString, url, file: file, line: line)
    XCTAssertEqual(sent.query.map(\.name), query.map(\.name), file: file, line: line)
    XCTAssertEqual(sent.query.map(\.value), query.map(\.value), file: file, line: line)
    let type = sent.headers["Content-Type"]
    switch body {
    case .none:
      XCTAssertEqual(sent.body, .empty, file: file, line: line)
      XCTAssertNil(type, file: file, line: line)
    case .json(let text):
      XCTAssertEqual(type, "application/json", file: file, line: line)
      XCTAssertEqual(sent.body.text, text, file: file, line: line)
    case .form(let fields):
      XCTAssertEqual(type, "application/x-www-form-urlencoded", file: file, line: line)
      XCTAssertEqual(sent.form?.map(\.name), fields.map(\.name), file: file, line: line)
      XCTAssertEqual(sent.form?.map(\.text), fields.map(\.value), file: file, line: line)
    case .multipart(let parts):
      // Byte by byte, the order of the parts included.
      XCTAssertEqual(
        sent.body.text, try sent.multipart(parts.map(\.text)), file: file, line: line)
    }
  }
}

extension DocumentedRequest.Part {
  fileprivate var text: (disposition: String, type: String?, content: String) {
    switch self {
    case .text(let name, let text): ("name=\"\(name)\"", nil, text)
    case .file(let field, let name, let type, let content):
      ("name=\"\(field)\"; filename=\"\(name)\"", type, content)
    }
  }
}
