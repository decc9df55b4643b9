import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

final class MemoriesErrorTests: XCTestCase {
  private let request = VisualSearch.GetMetadata("VI1")

  private func outcome(of answer: ReplayAnswer) async throws -> MemoriesError.Outcome {
    let observed = try ObservedClient(answer)
    let error = try await memoriesError { try await observed.client.send(request) }
    XCTAssertEqual(error.operation, "VisualSearch.GetMetadata")
    return error.outcome
  }

  func testKindsAreToldApartByTheirNames() {
    XCTAssertEqual(MemoriesError.Kind.rateLimited.description, "rateLimited")
    XCTAssertNotEqual(MemoriesError.Kind.refused, .notFound)
    XCTAssertNotEqual(MemoriesError(.refused, .refused), MemoriesError(.refused, .unknown))
  }

  // MARK: What a server says

  private let wild = "\u{1B}[2J\n\u{202E}" + String(repeating: "A", count: 100_000)

  private func assertIsTame(
    _ error: MemoriesError, file: StaticString = #filePath, line: UInt = #line
  ) {
    let texts = [
      error.code, error.serverMessage, error.requestID, error.detail, error.lastState,
      error.excerpt,
    ]
    XCTAssertFalse(texts.compactMap { $0 }.isEmpty, file: file, line: line)
    for text in texts.compactMap({ $0 }) + [error.description, error.localizedDescription] {
      XCTAssertLessThan(text.count, 3000, file: file, line: line)
      for scalar in ["\u{1B}", "\n", "\u{202E}"] as [Unicode.Scalar] {
        XCTAssertFalse(text.unicodeScalars.contains(scalar), text, file: file, line: line)
      }
    }
  }

  func testTextsAreShortAndPrintable() {
    var error = MemoriesError(.refused, .refused, wild)
    assertIsTame(error)
    error.code = wild
    error.serverMessage = wild
    error.lastState = wild
    error.detail = wild
    assertIsTame(error)
    error.requestID = wild
    error.excerpt = wild
    assertIsTame(error)
    assertIsTame(
      MemoriesError(
        .refused, .refused, wild, code: wild, serverMessage: wild, requestID: wild))
  }

  func testWhatAServerSaysIsTamedInErrorsOnly() async throws {
    let text = JSONValue.string(wild).text()
    let refused = try ObservedClient(.json(#"{"code":\#(text),"msg":\#(text),"data":null}"#))
    assertIsTame(try await memoriesError { try await refused.client.send(request) })
    let reply = try await refused.client.reply(to: request)
    XCTAssertEqual(reply.envelope.msg, wild)
    XCTAssertEqual(reply.envelope.code, wild)

    let page = try ObservedClient(.body(Data(wild.utf8), type: "text/html\u{1B}[2J;" + wild))
    assertIsTame(try await memoriesError { try await page.client.send(request) })

    var options = WaitOptions()
    options.timeout = .seconds(1)
    for data in [#"{"status":\#(text)}"#, #"{"status":"FAILED","cause":\#(text)}"#] {
      var base = MemoriesClient.Configuration()
      base.clock = SkippingClock()
      let waiting = try ObservedClient(.agreed(data), base: base)
      assertIsTame(
        try await memoriesError { [options] in
          try await waiting.client.waitUntilSearchable("VI1", options: options)
        })
      for event in waiting.events where event.kind == .waiting {
        XCTAssertLessThan(try XCTUnwrap(event.reason).count, 2000)
      }
    }
  }

  func testARefusalWasNotDone() async throws {
    let outcomes = [
      try await outcome(of: .refused(code: "\"0001\"", "m")),
      try await outcome(of: .refused(code: "400", "m", status: 400)),
      try await outcome(of: .body(Data("<html>".utf8), type: "text/html", status: 404)),
    ]
    XCTAssertEqual(outcomes, [.refused, .refused, .refused])
  }

  func testALostAnswerIsUnknown() async throws {
    let envelope = ReplayAnswer.agreed(#"{"video_no":"VI1"}"#)
    let outcomes = [
      try await outcome(of: .refused(code: "500", "m", status: 500)),
      try await outcome(of: .failure(.networkConnectionLost)),
      try await outcome(of: .failure(.cannotConnectToHost)),
      try await outcome(of: .failure(.timedOut)),
      try await outcome(of: envelope.cut(after: 20)),
      try await outcome(of: .body(Data("<html>".utf8), type: "text/html", status: 504)),
    ]
    XCTAssertEqual(outcomes, Array(repeating: .unknown, count: outcomes.count))
  }

  func testAnAddressThatWasNotFoundWasNotAsked() async throws {
    let outcomes = [
      try await outcome(of: .failure(.cannotFindHost)),
      try await outcome(of: .failure(.dnsLookupFailed)),
    ]
    XCTAssertEqual(outcomes, [.notSent, .notSent])
  }

  func testAnAgreementThatCannotBeReadIsDone() async throws {
    let outcome = try await outcome(of: .agreed("[]"))
    XCTAssertEqual(outcome, .done)
  }

  func testAFileThatCouldNotBeKeptIsDoneAndPaidFor() async throws {
    let observed = try ObservedClient(.file)
    let error = try await memoriesError {
      try await observed.client.chunks(
        of: VisualIntelligence.DownloadAsset("re_1"), maximumByteCount: 3)
    }
    XCTAssertEqual(error.kind, .tooLarge)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.status, 200)
  }

  func testAPlaceThatCannotBeWrittenToCostsNothing() async throws {
    let observed = try ObservedClient(.file)
    let directory = try TemporaryDirectory()
    directory.remove()
    let error = try await memoriesError {
      try await observed.client.download(
        VisualIntelligence.DownloadAsset("re_1"),
        to: .file(directory.url.appendingPathComponent("a.mp4")))
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 0)
    XCTAssertNotNil(error.fileFailure)
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testTheSystemsCodeIsKept() async throws {
    let observed = try ObservedClient(.failure(.networkConnectionLost))
    let error = try await memoriesError { try await observed.client.send(request) }
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.transportCode, URLError.Code.networkConnectionLost.rawValue)
    XCTAssertNil(error.status)
    XCTAssertEqual(error.attempts, 1)
  }
}

final class OutcomeTests: XCTestCase {
  func testAnOutcomeSurvivesStorageUnderItsName() throws {
    for (outcome, name) in [
      (MemoriesError.Outcome.notSent, "notSent"), (.refused, "refused"), (.unknown, "unknown"),
      (.done, "done"),
    ] {
      XCTAssertEqual(outcome.rawValue, name)
      try assertSurvivesStorage([outcome])
    }
  }
}

final class ProblemTests: XCTestCase {
  func testAProblemNamesTheParameterAndTheReason() throws {
    let problem = MemoriesError.Problem("tags", "21 tags, and at most 20 are allowed")
    XCTAssertEqual("\(problem)", "tags: 21 tags, and at most 20 are allowed")
    try assertSurvivesStorage(problem)
  }
}
