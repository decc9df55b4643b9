import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class ReplayTests: XCTestCase {
  private static let session = LoadingSession(Replay([]).protocolClass)

  private static func load(
    _ method: String = "GET", _ path: String, through replay: Replay,
    headers: [String: String] = [:], body: Data? = nil
  ) async throws -> LoadingSession.Outcome {
    let headers = headers.merging(replay.headers) { $1 }
    return await session.load(
      try URLRequest(method, path, headers: headers, body: body))
  }

  private func exchange(_ path: String, answer: String) throws -> RecordedExchange {
    RecordedExchange(
      request: RecordedRequest(url: try XCTUnwrap(URL(string: "https://api.memories.ai" + path))),
      response: RecordedResponse(body: RecordedBody(answer)))
  }

  func testADocumentedErrorIsAnsweredFromItsFile() async throws {
    let replay = try Replay(har: Fixture.url("download_errors.har"))

    let outcome = try await Self.load(
      "GET", "/serve/api/v1/download?blob=missing.mp4&bucket=mavi-resource", through: replay)

    XCTAssertNil(outcome.error)
    XCTAssertEqual(outcome.response?.statusCode, 200)
    XCTAssertEqual(
      outcome.response?.value(forHTTPHeaderField: "Content-Type"), "application/json")
    XCTAssertTrue(outcome.text.contains("Resource does not exist"), outcome.text)
    XCTAssertEqual(replay.unmet.count, 3)
  }

  func testAFileThatIsNotThereIsRefused() {
    XCTAssertThrowsError(try Replay(har: Fixture.url("missing.har")))
    XCTAssertThrowsError(try Replay(har: "missing", in: .main)) {
      XCTAssertTrue($0.localizedDescription.contains("missing.har"), "\($0)")
    }
  }

  func testAPathThatIsNoneIsRefused() {
    let route = ScriptedRoute("GET", "get_metadata", answers: [])
    XCTAssertThrowsError(try Replay(script: [route])) {
      let text = $0.localizedDescription
      XCTAssertTrue(text.contains(#""get_metadata" must begin with "/""#), text)
    }
  }

  func testFinishIsSilentWhenAllWentAsRecorded() async throws {
    let replay = Replay([try exchange("/a", answer: "1"), try exchange("/b", answer: "2")])
    let second = try await Self.load("GET", "/b", through: replay)
    let first = try await Self.load("GET", "/a", through: replay)
    XCTAssertEqual([first.text, second.text], ["1", "2"])
    XCTAssertNoThrow(try replay.finish())
  }

  func testAnUnexpectedRequestFailsAndShowsBothSides() async throws {
    let replay = Replay([try exchange("/download?bucket=a&blob=b", answer: "")])

    let outcome = try await Self.load("GET", "/download?bucket=a&blob=c", through: replay)

    let message = try XCTUnwrap(outcome.error).localizedDescription
    XCTAssertTrue(message.contains("/download?bucket=a&blob=c"), message)
    XCTAssertTrue(message.contains("/download?bucket=a&blob=b"), message)
    XCTAssertTrue(message.contains("query \"blob\": asked \"c\", recorded \"b\""), message)
    XCTAssertEqual(replay.unexpected.count, 1)
    XCTAssertThrowsError(try replay.finish()) { error in
      let mismatch = error as? ReplayMismatch
      XCTAssertEqual(mismatch?.unexpected.count, 1)
      XCTAssertEqual(mismatch?.unmet.count, 1)
      XCTAssertTrue(error.localizedDescription.contains("Never asked for"))
    }
  }

  func testARepeatedRequestFailsUnlessRepeatsAreAllowed() async throws {
    let strict = Replay([try exchange("/a", answer: "1")])
    _ = try await Self.load("GET", "/a", through: strict)
    let refused = try await Self.load("GET", "/a", through: strict)
    XCTAssertEqual(strict.unexpected.first?.reasons, ["already answered"])
    XCTAssertNotNil(refused.error)

    let lenient = Replay([try exchange("/a", answer: "1")], rules: .repeats)
    _ = try await Self.load("GET", "/a", through: lenient)
    let repeated = try await Self.load("GET", "/a", through: lenient)
    XCTAssertEqual(repeated.text, "1")
    XCTAssertNoThrow(try lenient.finish())
  }

  func testOrderIsRequiredOnlyOnRequest() async throws {
    let exchanges = [try exchange("/a", answer: "1"), try exchange("/b", answer: "2")]
    let replay = Replay(exchanges, rules: .order)
    let early = try await Self.load("GET", "/b", through: replay)
    XCTAssertTrue(early.error?.localizedDescription.contains("out of order") ?? false)
    let first = try await Self.load("GET", "/a", through: replay)
    let second = try await Self.load("GET", "/b", through: replay)
    XCTAssertEqual([first.text, second.text], ["1", "2"])
  }

  func testTwoReplaysAnswerOnlyTheirOwnClients() async throws {
    let one = Replay([try exchange("/a", answer: "one")])
    let two = Replay([try exchange("/a", answer: "two")])
    async let fromTwo = Self.load("GET", "/a", through: two)
    async let fromOne = Self.load("GET", "/a", through: one)
    let texts = try await [fromOne.text, fromTwo.text]
    XCTAssertEqual(texts, ["one", "two"])
    XCTAssertEqual(one.requests.count, 1)
  }

  func testAReplayThatEndedSaysSo() async throws {
    let finished = Replay([])
    try finished.finish()
    let late = try await Self.load("GET", "/a", through: finished)
    XCTAssertTrue(late.error?.localizedDescription.contains("has finished") ?? false)

    let headers = Replay([]).headers
    let orphan = await Self.session.load(try URLRequest("GET", "/a", headers: headers))
    XCTAssertTrue(orphan.error?.localizedDescription.contains("is gone") ?? false)
  }

  func testAScriptGivesItsAnswersInTurn() async throws {
    let states = ["UNPARSE", "UNPARSE", "PARSE"]
    let replay = try Replay(script: [
      ScriptedRoute("GET", "/get_metadata", answers: states.map { .json("\"\($0)\"") })
    ])
    for state in states {
      let outcome = try await Self.load("GET", "/get_metadata?video_no=VI1", through: replay)
      XCTAssertEqual(outcome.text, "\"\(state)\"")
    }
    XCTAssertNoThrow(try replay.finish())
    XCTAssertThrowsError(try Replay(script: [ScriptedRoute("GET", "no path", .stall)]))
  }

  func testAScriptThatIsNotUsedUpIsUnmet() async throws {
    let replay = try Replay(script: [
      ScriptedRoute("GET", "/a", answers: [.json("1"), .json("2")])
    ])
    _ = try await Self.load("GET", "/a", through: replay)
    XCTAssertEqual(replay.unmet.map(\.url.path), ["/a"])
    XCTAssertThrowsError(try replay.finish())
  }

  func testAClosureAnswersRefusesOrFails() async throws {
    let replay = Replay { request in
      switch request.url.path {
      case "/known": .json("{}", status: 201)
      case "/broken": throw URLError(.dnsLookupFailed)
      default: nil
      }
    }
    let known = try await Self.load("POST", "/known", through: replay)
    let broken = try await Self.load("GET", "/broken", through: replay)
    let unknown = try await Self.load("GET", "/unknown", through: replay)
    XCTAssertEqual(known.response?.statusCode, 201)
    XCTAssertEqual(broken.code, .dnsLookupFailed)
    XCTAssertNotNil(unknown.error)
    XCTAssertEqual(replay.unexpected.map(\.request.url.path), ["/unknown"])
  }

  func testWhatWasAskedCanBeRead() async throws {
    let replay = Replay { _ in .json("{}") }
    let type = "application/x-www-form-urlencoded"
    _ = try await Self.load(
      "POST", "/search?page=1", through: replay,
      headers: ["Content-Type": type, "Authorization": "sk-mavi-1"],
      body: Data("tags=a&tags=b+c".utf8))

    let request = try XCTUnwrap(replay.requests.first)
    XCTAssertEqual(request.method, "POST")
    XCTAssertEqual(request.query, [URLQueryItem(name: "page", value: "1")])
    XCTAssertEqual(request.headers["content-type"], type)
    XCTAssertEqual(request.headers["authorization"], "sk-mavi-1")
    XCTAssertEqual(request.values(ofField: "tags"), ["a", "b c"])
    for name in replay.headers.keys { XCTAssertNil(request.headers[name]) }
    XCTAssertFalse("\(request) \(request.headers)".contains("sk-mavi-1"))
  }

  func testAStreamedBodyIsReadWholeAndKeptInPart() async throws {
    let replay = Replay(bodyLimit: 1000) { _ in .json("{}") }
    var request = try URLRequest("POST", "/upload", headers: replay.headers)
    request.httpBodyStream = InputStream(data: Data(repeating: 7, count: 300_000))
    _ = await Self.session.load(request)

    let body = try XCTUnwrap(replay.requests.first).body
    XCTAssertEqual(body.length, 300_000)
    XCTAssertEqual(body.bytes, Data(repeating: 7, count: 1000))
    XCTAssertTrue(body.isTruncated)
  }

  func testABlankTransferEncodingIsNotReported() async throws {
    let replay = Replay { _ in .json("{}") }
    _ = try await Self.load("GET", "/a", through: replay, headers: ["Transfer-Encoding": " "])
    XCTAssertNil(replay.requests.first?.headers["Transfer-Encoding"])
  }
}
