import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// An answer of the documentation as a file of `Fixtures/answers`, and what has to come of it. Where
/// the files come from is in `Fixtures/answers/SOURCES.json`; nothing there was recorded.
struct DocumentedBody: Sendable, ExpressibleByStringLiteral {
  enum Meaning: Sendable, Equatable {
    /// A value, with every leaf of the answer in it.
    case value
    /// The same, for an answer without an envelope.
    case bareValue
    /// A list of the one value that the answer is, with every leaf in it.
    case soleElement
    /// The service refuses.
    case refusal(MemoriesError.Kind)
    /// The service agrees, but leaves out what the operation needs. The examples that are made from
    /// a general schema do.
    case incomplete
  }

  let file: String
  let meaning: Meaning
  /// The request that the answer belongs to, where it is not the first example of its row.
  private var request: (any MemoriesOperation)?

  init(stringLiteral file: String) {
    self.init(file, .value)
  }

  private init(_ file: String, _ meaning: Meaning) {
    self.file = file + ".json"
    self.meaning = meaning
  }

  static func refusal(_ file: String, _ kind: MemoriesError.Kind) -> DocumentedBody {
    DocumentedBody(file, .refusal(kind))
  }

  static func value(_ file: String, for request: any MemoriesOperation) -> DocumentedBody {
    var body = DocumentedBody(file, .value)
    body.request = request
    return body
  }

  static func bare(_ file: String) -> DocumentedBody { DocumentedBody(file, .bareValue) }

  static func soleElement(_ file: String) -> DocumentedBody { DocumentedBody(file, .soleElement) }

  static func incomplete(_ file: String) -> DocumentedBody { DocumentedBody(file, .incomplete) }

  func data() throws -> Data { try Fixture.data("answers/" + file) }

  /// Sends the request, answers with the file, and compares.
  func check(_ example: any MemoriesOperation, at place: SourcePlace) async throws {
    let request = request ?? example
    let (file, line) = (place.file, place.line)
    let body = try data()
    let json = JSONDocument(try JSONSerialization.jsonObject(with: body))
    // Visual Intelligence repeats the status as the code of an error.
    let status = json["code"].text.flatMap { Int($0) }.flatMap { $0 >= 400 ? $0 : nil } ?? 200
    let observed = try ObservedClient(.body(body, type: "application/json", status: status))
    switch meaning {
    case .value, .bareValue, .soleElement:
      let request = try XCTUnwrap(request as? any AnsweredOperation, file: file, line: line)
      var decoded = try await encodedAnswer(to: request, from: observed)
      if meaning == .soleElement { decoded = decoded[0] }
      let content = meaning == .bareValue ? json : json["data"]
      let lost = content.leavesMissing(in: decoded)
      XCTAssertEqual(lost, [], "\(self.file) loses these", file: file, line: line)
    case .refusal(let kind):
      let error = try await memoriesError(file: file, line: line) {
        try await observed.client.call(request)
      }
      XCTAssertEqual(error.kind, kind, self.file, file: file, line: line)
      XCTAssertEqual(error.code, json["code"].text, self.file, file: file, line: line)
      XCTAssertEqual(error.serverMessage, json["msg"].text, self.file, file: file, line: line)
    case .incomplete:
      let error = try await memoriesError(file: file, line: line) {
        try await observed.client.call(request)
      }
      XCTAssertEqual(error.kind, .unexpectedAnswer, self.file, file: file, line: line)
      // The client cannot know whether a file was billed that did not come.
      XCTAssertEqual(
        error.outcome, request is any DownloadOperation ? .unknown : .done, self.file, file: file,
        line: line)
    }
  }

  /// What the client made of the answer, as JSON again.
  private func encodedAnswer<Request: AnsweredOperation>(
    to request: Request, from observed: ObservedClient
  ) async throws -> JSONDocument {
    let reply = try await observed.client.reply(to: request)
    XCTAssertEqual(reply.drift, [], file)
    let value = try XCTUnwrap(try reply.result.get() as? any Encodable, file)
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .millisecondsSince1970
    return JSONDocument(
      try JSONSerialization.jsonObject(with: encoder.encode(value), options: .fragmentsAllowed))
  }
}

/// A JSON document whose member names match as the client matches them: in either casing. Foundation
/// reads it, because a fault of the kit's own parser must not hide itself here.
struct JSONDocument {
  private let value: Any?

  init(_ value: Any?) {
    self.value = value is NSNull ? nil : value
  }

  subscript(name: String) -> JSONDocument {
    let members = value as? [String: Any]
    return JSONDocument(members?.first { Self.plain($0.key) == Self.plain(name) }?.value)
  }

  subscript(index: Int) -> JSONDocument {
    let elements = value as? [Any] ?? []
    return JSONDocument(index < elements.count ? elements[index] : nil)
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().replacingOccurrences(of: "_", with: "")
  }

  /// The text, also of a number.
  var text: String? {
    switch value {
    case let text as String: text
    case let number as NSNumber: number.stringValue
    default: nil
    }
  }

  /// The places of all leaves that another document has not, or with another value.
  func leavesMissing(in other: JSONDocument, at path: String = "data") -> [String] {
    if let members = value as? [String: Any] {
      return members.keys.sorted().flatMap { name in
        JSONDocument(members[name]).leavesMissing(in: other[name], at: "\(path).\(name)")
      }
    }
    if let elements = value as? [Any] {
      let others = other.value as? [Any] ?? []
      return elements.indices.flatMap { index in
        JSONDocument(elements[index]).leavesMissing(
          in: JSONDocument(index < others.count ? others[index] : nil), at: "\(path)[\(index)]")
      }
    }
    guard let text, text != "null" else { return [] }
    if text == other.text { return [] }
    // The service writes a number as text, and the other way round.
    if let number = Decimal(string: text), let other = other.text.flatMap({ Decimal(string: $0) }) {
      return number == other ? [] : ["\(path): \(text), not \(other)"]
    }
    return ["\(path): \(text), not \(other.text ?? "nothing")"]
  }
}
