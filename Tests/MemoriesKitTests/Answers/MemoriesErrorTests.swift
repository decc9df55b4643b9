import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

final class MemoriesErrorTests: XCTestCase {
  private let request = VisualSearch.GetMetadata("VI1")

  private func outcome(of answer: ReplayAnswer) async throws -> Outcome {
    let rehearsal = try Rehearsal(answer)
    let error = try await memoriesError { try await rehearsal.client.send(request) }
    XCTAssertEqual(error.operation, "VisualSearch.GetMetadata")
    return error.outcome
  }

  func testKindsAreToldApartByTheirNames() {
    XCTAssertEqual(MemoriesError.Kind.rateLimited.description, "rateLimited")
    XCTAssertNotEqual(MemoriesError.Kind.refused, .notFound)
    XCTAssertNotEqual(MemoriesError(.refused, .refused), MemoriesError(.refused, .unknown))
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
    let rehearsal = try Rehearsal(.file)
    let error = try await memoriesError {
      try await rehearsal.client.chunks(
        of: VisualIntelligence.DownloadAsset("re_1"), maximumByteCount: 3)
    }
    XCTAssertEqual(error.kind, .tooLarge)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.status, 200)
  }

  func testAPlaceThatCannotBeWrittenToCostsNothing() async throws {
    let rehearsal = try Rehearsal(.file)
    let directory = try TemporaryDirectory()
    directory.remove()
    let error = try await memoriesError {
      try await rehearsal.client.download(
        VisualIntelligence.DownloadAsset("re_1"), to: .directory(directory.url))
    }
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.attempts, 0)
    XCTAssertNotNil(error.fileFailure)
    XCTAssertEqual(rehearsal.replay.requests, [])
  }

  func testTheSystemsCodeIsKept() async throws {
    let rehearsal = try Rehearsal(.failure(.networkConnectionLost))
    let error = try await memoriesError { try await rehearsal.client.send(request) }
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.transportCode, URLError.Code.networkConnectionLost.rawValue)
    XCTAssertNil(error.status)
    XCTAssertEqual(error.attempts, 1)
  }
}
