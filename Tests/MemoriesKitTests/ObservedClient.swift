import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A client whose calls are answered by a replay, and everything that it asked and told.
struct ObservedClient {
  static let key = "sk-mavi-0123456789abcdef"

  let replay: Replay
  let client: MemoriesClient
  private let told = Locked<[ClientEvent]>([])

  init(
    _ replay: Replay, key: String = ObservedClient.key,
    base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  )
    throws
  {
    self.replay = replay
    var configuration = MemoriesClient.Configuration.replaying(replay, base: base)
    // What these tests look at is one attempt.
    configuration.retry = .none
    configuration.observer = { [told] event in told.withLock { $0.append(event) } }
    client = try MemoriesClient(
      apiKey: APIKey(key), configuration: configuration, environment: [:])
  }

  /// Every request gets the same answer.
  init(
    _ answer: ReplayAnswer = .agreed(), key: String = ObservedClient.key,
    base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) throws {
    try self.init(Replay { _ in answer }, key: key, base: base)
  }

  /// The requests of a fixture get its answers, in any order, each once.
  init(har name: String, rules: ReplayRules = [.form, .json, .host]) throws {
    try self.init(Replay(har: Fixture.url(name), rules: rules))
  }

  var events: [ClientEvent] { told.withLock { $0 } }

  /// What was asked, when it was asked once.
  func onlyRequest(file: StaticString = #filePath, line: UInt = #line) throws -> RecordedRequest {
    XCTAssertEqual(replay.requests.count, 1, file: file, line: line)
    return try XCTUnwrap(replay.requests.first, file: file, line: line)
  }
}

extension ReplayAnswer {
  /// An envelope that agrees.
  static func agreed(_ data: String = "null") -> ReplayAnswer {
    .json(#"{"code":"0000","msg":"success","data":\#(data),"success":true,"failed":false}"#)
  }

  /// An envelope that refuses.
  static func refused(code: String, _ msg: String, status: Int = 200) -> ReplayAnswer {
    .json(
      #"{"code":\#(code),"msg":"\#(msg)","data":null,"success":false,"failed":true}"#,
      status: status)
  }

  /// A file.
  static let file = ReplayAnswer.body(Data("file".utf8), type: "video/mp4")
}

/// The error of the library that `body` ends in.
func memoriesError<Value>(
  file: StaticString = #filePath, line: UInt = #line,
  of body: () async throws -> Value
) async throws -> MemoriesError {
  do {
    let value = try await body()
    XCTFail("Expected an error, got \(value)", file: file, line: line)
  } catch let error as MemoriesError {
    return error
  }
  throw MissingError()
}

private struct MissingError: Error {}

extension RecordedRequest {
  /// A multipart body as the RFC has it, with this request's own boundary: `nil` for a part's type
  /// means a text field.
  func multipart(_ parts: [(disposition: String, type: String?, content: String)]) throws
    -> String
  {
    let type = try XCTUnwrap(headers["Content-Type"])
    let boundary = try XCTUnwrap(type.wholeMatch(of: /multipart\/form-data; boundary=(.+)/)).output
      .1
    return parts.map { part in
      let type = part.type.map { "Content-Type: \($0)\r\n" } ?? ""
      return "--\(boundary)\r\nContent-Disposition: form-data; \(part.disposition)\r\n\(type)\r\n"
        + "\(part.content)\r\n"
    }.joined() + "--\(boundary)--\r\n"
  }

  /// Asserts what is the same for every request: the bare key, and a length that is right.
  func assertIsWellFormed(
    accepts: String = "application/json", carriesKey: Bool = true,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertEqual(
      headers["Authorization"], carriesKey ? ObservedClient.key : nil, file: file, line: line)
    XCTAssertEqual(headers["Accept"], accepts, file: file, line: line)
    XCTAssertFalse(body.isTruncated, file: file, line: line)
    if body.length > 0 {
      XCTAssertEqual(headers["Content-Length"], "\(body.length)", file: file, line: line)
    }
  }
}

/// Asserts that a value comes back from storage as it went in.
func assertSurvivesStorage<Value: Codable & Hashable>(
  _ value: Value, file: StaticString = #filePath, line: UInt = #line
) throws {
  let stored = try JSONEncoder().encode(value)
  let restored = try JSONDecoder().decode(Value.self, from: stored)
  XCTAssertEqual(restored, value, file: file, line: line)
  XCTAssertEqual(restored.hashValue, value.hashValue, file: file, line: line)
}
