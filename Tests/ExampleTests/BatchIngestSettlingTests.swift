import Foundation
import MemoriesKitTesting
import XCTest

/// What becomes of uploads whose answer was lost.
final class BatchIngestSettlingTests: BatchIngestTestCase {
  private func endIndexing() {
    for number in sandbox.videoNos { sandbox.finishIndexing(of: number) }
  }

  /// Puts all times in the journal an hour back.
  private func age(_ journal: URL) throws {
    let text = try String(contentsOf: journal, encoding: .utf8)
    let past = Date(timeIntervalSinceNow: -3600).formatted(.iso8601)
    let aged = text.replacing(/"(time|begin)":"[^"]*"/) { "\"\($0.output.1)\":\"\(past)\"" }
    try Data(aged.utf8).write(to: journal)
  }

  func testALostUploadIsFoundAndNotPaidForTwice() async throws {
    try write("a.mp4", "b.mp4")
    try sandbox.failNext(upload, with: .resetAfterBody)
    let first = try await ingest("--jobs", "1")
    XCTAssertEqual(first.status, 1)
    endIndexing()
    let second = try await ingest()
    XCTAssertEqual(second.status, 0, second.output)
    XCTAssertEqual(total(second), "Total: 2 videos, 4.0 kB: 2 already uploaded")
    XCTAssertTrue(
      second.output.contains("a.mp4, 2.0 kB: already uploaded - VI568102998803353600\n"),
      second.output)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4"])
    // Now the journal knows it by itself.
    let count = sandbox.exchanges.count
    _ = try await ingest()
    XCTAssertEqual(sandbox.exchanges.count, count)
  }

  func testOneOfTwoThatLookAlikeIsNotGuessed() async throws {
    for (folder, byte) in [("x", 1), ("y", 2)] {
      let place = clips.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(repeating: UInt8(byte), count: 2000).write(to: place.appendingPathComponent("a.mp4"))
    }
    // Which of the two arrived, neither size nor name nor time shows.
    try sandbox.failAlways(upload, with: .resetAfterBody)
    _ = try await ingest("--recursive", "--jobs=1")
    sandbox.delete(try XCTUnwrap(sandbox.videoNos.first))
    endIndexing()
    let result = try await ingest("--recursive")
    XCTAssertEqual(total(result), "Total: 2 videos, 4.0 kB: 2 unknown", result.output)
    XCTAssertTrue(result.output.contains("may be it, or y/a.mp4, which is as large"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4", "a.mp4"])
    // The other one is free once somebody knows.
    let number = try XCTUnwrap(sandbox.videoNos.first)
    let decided = try await ingest("--recursive", "--resolve", "y/a.mp4=\(number)")
    XCTAssertEqual(total(decided), "Total: 2 videos, 4.0 kB: 1 already uploaded, 1 unknown")
    XCTAssertTrue(decided.output.contains("it may be listed until"), decided.output)
  }

  func testOneThatAKillCutOffIsFoundToo() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .stall)
    let process = try start()
    await arrival(1)
    process.kill()
    _ = await process.finish()
    endIndexing()
    let second = try await ingest()
    XCTAssertEqual(second.status, 0, second.output)
    XCTAssertEqual(total(second), "Total: 1 video, 2.0 kB: 1 already uploaded")
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testOneThatDidNotArriveIsSentAgainOnceThatIsProved() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .gateway())
    let first = try await ingest()
    XCTAssertEqual(total(first), "Total: 1 video, 2.0 kB: 1 unknown")
    XCTAssertTrue(first.output.contains("it may be listed until 20"), first.output)
    // The service may be late.
    let early = try await ingest()
    XCTAssertEqual(total(early), "Total: 1 video, 2.0 kB: 1 unknown")
    XCTAssertEqual(arrivals, ["a.mp4"])
    try age(journal)
    let late = try await ingest()
    XCTAssertEqual(total(late), "Total: 1 video, 2.0 kB: 1 uploaded")
    XCTAssertEqual(arrivals, ["a.mp4", "a.mp4"])
    XCTAssertEqual(sandbox.videoNos.count, 1)
  }

  func testWhatAnEarlierVersionDidNotWriteIsNotGuessed() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .gateway())
    _ = try await ingest()
    try age(journal)
    let text = try String(contentsOf: journal, encoding: .utf8)
    try Data(text.replacing(#","uniqueID":"""#, with: "").utf8).write(to: journal)
    let result = try await ingest()
    XCTAssertTrue(
      result.output.contains("an earlier version did not write where it went"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testTheUserDecides() async throws {
    try write("a.mp4", "b.mp4", "c.mp4")
    try sandbox.failAlways(upload, with: .resetAfterBody)
    _ = try await ingest("--jobs=1")
    sandbox.removeFaults()
    let wrong = try await ingest("--resolve", "d.mp4=absent")
    XCTAssertEqual(wrong.status, 64)
    XCTAssertTrue(wrong.error.contains("no upload of it whose result is unknown"), wrong.error)
    let result = try await ingest("--resolve", "a.mp4=VI7", "--resolve", "b.mp4=absent")
    XCTAssertEqual(
      total(result), "Total: 3 videos, 6.0 kB: 1 uploaded, 1 already uploaded, 1 unknown")
    XCTAssertTrue(result.output.contains("a.mp4, 2.0 kB: already uploaded - VI7\n"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4", "c.mp4", "b.mp4"])
  }

  func testControlCEndsTheLooking() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .resetAfterBody)
    let process = try start("--wait=300")
    _ = await process.output { $0.contains("Looking for 1 whose answer was lost") }
    process.interrupt()
    let result = await process.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertEqual(total(result), "Total: 1 video, 2.0 kB: 1 unknown")
  }

  // MARK: Subfolders, plans and documents

  func testSubfoldersWhenAskedFor() async throws {
    try write("a.mp4")
    let inside = clips.appendingPathComponent("day/one", isDirectory: true)
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    try write(3000, named: "clips/day/one/b.mp4")
    try write(3100, named: "clips/day/c.mov")
    try FileManager.default.createSymbolicLink(
      at: inside.appendingPathComponent("back"), withDestinationURL: clips)
    let flat = try await ingest()
    XCTAssertEqual(total(flat), "Total: 1 video, 2.0 kB: 1 uploaded")
    let deep = try await ingest("--recursive", "--jobs=1")
    XCTAssertEqual(deep.status, 0, deep.output)
    XCTAssertTrue(deep.output.contains("day/one/b.mp4, 3.0 kB: uploaded"), deep.output)
    XCTAssertEqual(arrivals, ["a.mp4", "c.mov", "b.mp4"])
  }

  func testADryRunSendsAndWritesNothing() async throws {
    try write("a.mp4", "b.mp4")
    let plan = try await run("batch-ingest", ["clips", "--dry-run"], environment: [:])
    XCTAssertEqual(plan.status, 0, plan.error)
    XCTAssertEqual(total(plan), "Total: 2 videos, 4.0 kB: 2 to send")
    XCTAssertFalse(FileManager.default.fileExists(atPath: journal.path))
    try sandbox.failNext(upload, with: .resetAfterBody)
    _ = try await ingest("--jobs=1")
    let (written, count) = (try Data(contentsOf: journal), sandbox.exchanges.count)
    let second = try await ingest("--dry-run")
    XCTAssertEqual(total(second), "Total: 2 videos, 4.0 kB: 1 already uploaded, 1 unknown")
    XCTAssertEqual(try Data(contentsOf: journal), written)
    XCTAssertEqual(sandbox.exchanges.count, count)
  }

  func testOneDocument() async throws {
    struct Document: Decodable {
      struct Video: Decodable, Equatable {
        let name: String
        let size: Int64
        let result: String
        let videoNo: String?
        let reason: String?
      }
      let videos: [Video]
      let isComplete: Bool
      let journal: String?
    }
    try write("a.mp4", "b.mp4")
    try sandbox.fail(
      upload, calls: 2...2, with: .serviceError(code: "0001", message: "no \u{1B}[31m"))
    let result = try await ingest("--json", "--jobs=1")
    XCTAssertEqual(result.status, 1)
    let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
    XCTAssertEqual(document.videos.map(\.name), ["a.mp4", "b.mp4"])
    XCTAssertEqual(document.videos.map(\.result), ["uploaded", "failed"])
    XCTAssertEqual(document.videos.map(\.size), [2000, 2001])
    XCTAssertEqual(document.videos[0].videoNo, sandbox.videoNos.first)
    XCTAssertNil(document.videos[0].reason)
    XCTAssertEqual(document.videos[1].reason?.contains("no "), true)
    XCTAssertFalse(document.isComplete)
    XCTAssertEqual(document.journal, journal.path)
    let empty = try await run("batch-ingest", [".", "--json"])
    XCTAssertEqual(
      try JSONDecoder().decode(Document.self, from: Data(empty.output.utf8)).videos, [])
  }
}
