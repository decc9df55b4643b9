import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

final class BatchIngestTests: BatchIngestTestCase {
  // MARK: All good

  func testUploadsEveryVideoAndNothingElse() async throws {
    try write("b.MOV", "a.mp4", "c.mkv", "notes.txt", ".hidden.mp4")
    try FileManager.default.createDirectory(
      at: clips.appendingPathComponent("folder.mp4"), withIntermediateDirectories: true)

    let result = try await ingest(
      "--jobs", "1", "--unique-id=crew", "--tag", "sea", "--tag", "2026")

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    let numbers = sandbox.videoNos
    XCTAssertEqual(numbers.count, 3)
    XCTAssertEqual(
      result.output,
      """
      [1/3] a.mp4, 2.0 kB: uploaded - \(numbers[0])
      [2/3] b.MOV, 2.0 kB: uploaded - \(numbers[1])
      [3/3] c.mkv, 2.0 kB: uploaded - \(numbers[2])

      FILE   SIZE    RESULT    VIDEO OR REASON
      a.mp4  2.0 kB  uploaded  \(numbers[0])
      b.MOV  2.0 kB  uploaded  \(numbers[1])
      c.mkv  2.0 kB  uploaded  \(numbers[2])

      Total: 3 videos, 6.0 kB: 3 uploaded
      Journal: \(journal.path)

      """)
    XCTAssertEqual(arrivals, ["a.mp4", "b.MOV", "c.mkv"])
    let fields = try XCTUnwrap(sandbox.exchanges.first).request.fields
    XCTAssertEqual(fields.value(of: "unique_id"), "crew")
    XCTAssertEqual(fields.filter { $0.name == "tags" }.map(\.value), ["sea", "2026"])
  }

  func testASecondRunSendsOnlyWhatIsNewOrChanged() async throws {
    try write("a.mp4", "b.mp4")
    _ = try await ingest()
    try Data("something else".utf8).write(to: clips.appendingPathComponent("b.mp4"))
    try Data("new".utf8).write(to: clips.appendingPathComponent("c.mp4"))

    let result = try await ingest()

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(Array(arrivals.dropFirst(2)).sorted(), ["b.mp4", "c.mp4"])
    XCTAssertEqual(
      total(result), "Total: 3 videos, 2.0 kB: 2 uploaded, 1 already uploaded")
  }

  func testAtMostAsManyUploadsAsJobsRunAtTheSameTime() async throws {
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    let gate = Gate()
    holdUploads(at: gate)
    let process = try start("--jobs", "3")
    // Three are held at the gate together; the fourth comes only when one of them has gone.
    await gate.fills(to: 3)
    XCTAssertEqual(sandbox.exchanges.count, 3)
    gate.open()
    let result = await process.finish()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(gate.mostAtOnce, 3)
    XCTAssertEqual(arrivals.count, 4)
  }

  func testAnEmptyFolderIsDone() async throws {
    let result = try await ingest()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.output, "There are no videos in clips.\n")
  }

  // MARK: Failures

  func testARefusedVideoDoesNotKeepTheOthersBackAndIsTriedAgain() async throws {
    try write("a.mp4", "b.mp4", "c.mp4")
    try sandbox.fail(
      upload, calls: 2...2,
      with: .serviceError(code: "0001", message: "Unsupported \u{1B}[31mcodec"))

    let result = try await ingest("--jobs", "1")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("[2/3] b.mp4, 2.0 kB: failed - "), result.output)
    XCTAssertFalse(result.output.contains("\u{1B}"), "the server steers the terminal")
    XCTAssertTrue(result.output.contains("Total: 3 videos, 6.0 kB: 2 uploaded, 1 failed\n"))

    let second = try await ingest()
    XCTAssertEqual(second.status, 0)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4", "c.mp4", "b.mp4"])
  }

  func testAFileThatIsNoVideoFailsBeforeItIsSent() async throws {
    try write("a.mp4")
    try Data().write(to: clips.appendingPathComponent("empty.mp4"))
    let result = try await ingest()
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("empty.mp4  0 B     failed    "), result.output)
    XCTAssertTrue(result.output.contains("“empty.mp4” is empty"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAVideoThatIsNotThereIsTold() async throws {
    try write("a.mp4")
    try FileManager.default.createSymbolicLink(
      atPath: clips.appendingPathComponent("link.mp4").path, withDestinationPath: "nowhere.mp4")
    let result = try await ingest()
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(
      result.output.hasPrefix("passed over link.mp4, which leads to no file\n"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnEmptyAccountEndsTheRunAtOnce() async throws {
    try await restart { $0.balance = 0 }
    try write("a.mp4", "b.mp4", "c.mp4")
    let result = try await ingest("--jobs", "1")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("the account has too few credits"), result.output)
    XCTAssertTrue(result.output.contains(": 1 failed, 2 not tried\n"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnUnknownOutcomeIsNotSentAgainUnlessWanted() async throws {
    try write("a.mp4", "b.mp4")
    try sandbox.failNext(upload, with: .resetAfterBody)

    let result = try await ingest("--jobs", "1")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(
      result.output.contains(
        "a.mp4, 2.0 kB: unknown - it may be VI568102998803353600 (same time): "),
      result.output)
    XCTAssertTrue(result.output.contains(": 1 uploaded, 1 unknown\n"), result.output)

    let second = try await ingest()
    XCTAssertEqual(second.status, 1)
    XCTAssertTrue(second.output.contains(": 1 already uploaded, 1 unknown\n"), second.output)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4"])

    let third = try await ingest("--resolve=a.mp4=absent")
    XCTAssertEqual(third.status, 0)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4", "a.mp4"])
  }

  // MARK: Not beginning

  func testWithoutAKeyNothingBegins() async throws {
    try write("a.mp4")
    let result = try await run("batch-ingest", ["clips"], environment: [:])
    XCTAssertEqual(result.status, 78)
    XCTAssertTrue(result.error.contains("MEMORIES_API_KEY is not set"), result.error)
    XCTAssertEqual(try folder.names(), ["clips"])
  }

  func testAMissingFolderIsTold() async throws {
    try FileManager.default.removeItem(at: clips)
    let result = try await ingest()
    XCTAssertEqual(result.status, 66)
    XCTAssertEqual(result.error, "batch-ingest: the folder clips cannot be read\n")
  }

  func testHelpAndWrongUsage() async throws {
    let helped = try await run("batch-ingest", ["--help"], environment: [:])
    XCTAssertEqual(helped.status, 0)
    XCTAssertTrue(helped.output.hasPrefix("usage: batch-ingest FOLDER"), helped.output)
    XCTAssertTrue(helped.output.contains(".memories-journal.jsonl in FOLDER"), helped.output)
    XCTAssertFalse(helped.output.split(separator: "\n").contains { $0.count > 95 })
    let refused = try await run("batch-ingest", ["--fast"], environment: [:])
    XCTAssertEqual(refused.status, 64)
    XCTAssertTrue(refused.error.contains("unknown option --fast"), refused.error)
  }
}
