import Foundation
import MemoriesKitTesting
import XCTest

/// `reconcile`, the advice that leads to it, and `--verbose`.
final class MemoriesReconcileTests: MemoriesTestCase {
  private let upload = Sandbox.Route.visualSearch("POST", "/upload")

  /// The command that an error advises.
  private func advised(_ result: ProgramRun.Result) throws -> [String] {
    let text = try XCTUnwrap(
      result.error.components(separatedBy: "look before sending it again: memories ").last)
    return text.split(whereSeparator: \.isWhitespace).map {
      $0.filter { $0 != "'" }
    }
  }

  func testALostUploadSaysHowToLookForItAndIsFound() async throws {
    try await restart { $0.indexing = .onRequest }
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("day"), withIntermediateDirectories: true)
    try write(1000, named: "day/movie.mp4")
    try sandbox.failNext(upload, with: .resetAfterBody)
    let lost = try await memories("upload", "day/movie.mp4", "--unique-id=team")
    XCTAssertEqual(lost.status, 69)
    let words = try advised(lost)
    XCTAssertEqual(words.prefix(3), ["reconcile", "day/movie.mp4", "--since"])

    let early = try await run("memories", words)
    XCTAssertEqual(early.status, 75)
    XCTAssertTrue(early.output.contains("candidate  VI568102998803353600  time"), early.output)
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.first))
    let found = try await run("memories", words + ["--json"])
    XCTAssertEqual(found.status, 0, found.error)
    XCTAssertEqual(try json(found.output)["videoNo"], "VI568102998803353600")
    XCTAssertEqual(try json(found.output)["state"], "found")
  }

  func testWhatDidNotArriveIsAbsentWhenItsTimeIsOver() async throws {
    try write(1000, named: "movie.mp4")
    let late = try await memories(
      "reconcile", "movie.mp4", "--since=2026-01-01T00:00:00Z", "--until=2026-01-01T00:01:00Z")
    XCTAssertEqual(late.status, 80)
    XCTAssertEqual(late.output, "state  absent\n")
    let early = try await memories("reconcile", "movie.mp4", "--since=2026-01-01T00:00:00Z")
    XCTAssertEqual(early.status, 75)
    XCTAssertTrue(early.output.contains("may be listed until  20"), early.output)
    for words in [["movie.mp4"], ["movie.mp4", "--since=yesterday"]] {
      let wrong = try await run("memories", ["reconcile"] + words)
      XCTAssertEqual(wrong.status, 64)
    }
    let missing = try await memories("reconcile", "no.mp4", "--since=2026-01-01T00:00:00Z")
    XCTAssertEqual(missing.status, 66)
  }

  func testVerboseTellsOnStandardErrorWhatHappens() async throws {
    let number = sandbox.addVideo(Data([1]), named: "a.mp4")
    let result = try await memories("status", number, "--verbose")
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(fields(result.output)["video"], number)
    for word in ["callStarted", "GET /serve/api/v1/get_metadata", "HTTP 200", "callEnded"] {
      XCTAssertTrue(result.error.contains(word), result.error)
    }
  }
}
