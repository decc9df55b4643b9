import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

/// Where the journal is, what may be there in its place, and the journals of earlier versions.
final class BatchIngestJournalPlaceTests: BatchIngestTestCase {
  // MARK: Journals of earlier versions

  /// A line as an earlier version wrote it of a file as it is now.
  private func earlierLine(
    _ name: String, _ event: String, _ members: String = ""
  ) throws -> String {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: clips.appendingPathComponent(name).path)
    let modified = try XCTUnwrap(attributes[.modificationDate] as? Date).timeIntervalSince1970
    let size = try XCTUnwrap(attributes[.size] as? Int)
    return """
      {"event":"\(event)",\
      "file":{"byteCount":\(size),"modified":\(Int64((modified * 1000).rounded())),\
      "path":"\(name)"},\(members)"time":"2026-07-01T10:00:00Z"}

      """
  }

  private func write(_ lines: [String], to url: URL) throws {
    try Data(lines.joined().utf8).write(to: url)
  }

  private func touch(_ name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)],
      ofItemAtPath: clips.appendingPathComponent(name).path)
  }

  func testWhatAnEarlierVersionWroteCounts() async throws {
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    try write(
      [
        earlierLine("a.mp4", "intended"), earlierLine("a.mp4", "uploaded", #""videoNo":"VI7","#),
        earlierLine("b.mp4", "intended"),
        earlierLine("c.mp4", "failed", #""reason":"refused","#),
      ], to: earlierJournal)

    let result = try await ingest("--jobs", "1")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("a.mp4, 2.0 kB: already uploaded - VI7\n"), result.output)
    XCTAssertTrue(
      result.output.contains("b.mp4, 2.0 kB: unknown - not found, but it may be listed until 20"),
      result.output)
    XCTAssertEqual(arrivals, ["c.mp4", "d.mp4"])

    // From now on it is known by content, and without what the earlier version knew it by.
    try FileManager.default.removeItem(at: earlierJournal)
    try touch("a.mp4")
    try touch("b.mp4")
    let trip = folder.url.appendingPathComponent("trip")
    try FileManager.default.moveItem(at: clips, to: trip)
    let second = try await run("batch-ingest", ["trip", "--wait=0"])
    XCTAssertEqual(total(second), "Total: 4 videos, 8.0 kB: 3 already uploaded, 1 unknown")
    XCTAssertEqual(arrivals.count, 2)
  }

  func testOfTwoThatAreTheSameTheOneThatArrivedCounts() async throws {
    for name in ["a.mp4", "b.mp4"] { try write(3000, named: "clips/\(name)") }
    try write(
      [earlierLine("a.mp4", "intended"), earlierLine("b.mp4", "uploaded", #""videoNo":"VI7","#)],
      to: earlierJournal)
    let result = try await ingest()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(total(result), "Total: 2 videos, 6.0 kB: 2 already uploaded")
    XCTAssertEqual(arrivals, [])
  }

  func testWhatIsWrittenNowCountsMore() async throws {
    try write("a.mp4")
    try write([earlierLine("a.mp4", "unknown", #""reason":"lost","#)], to: earlierJournal)
    _ = try await ingest("--resolve", "a.mp4=absent")
    let result = try await ingest()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAFailureAfterwardsDoesNotUndoWhatMayHaveArrived() async throws {
    try write("a.mp4", "b.mp4")
    try write(
      [
        earlierLine("a.mp4", "intended"), earlierLine("a.mp4", "unknown"),
        earlierLine("a.mp4", "intended"), earlierLine("a.mp4", "failed"),
        earlierLine("b.mp4", "intended"), earlierLine("b.mp4", "intended"),
        earlierLine("b.mp4", "failed"),
      ], to: earlierJournal)
    for _ in 0..<2 {
      let result = try await ingest()
      XCTAssertEqual(total(result), "Total: 2 videos, 4.0 kB: 2 unknown")
    }
    XCTAssertEqual(arrivals, [])
  }

  func testAFailureElsewhereDoesNotUndoWhatMayHaveArrived() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .serviceError(code: "0402", message: "no credits"))
    _ = try await ingest()
    try write([earlierLine("a.mp4", "unknown")], to: earlierJournal)
    let result = try await ingest()
    XCTAssertEqual(total(result), "Total: 1 video, 2.0 kB: 1 unknown")
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnEarlierVersionAtWorkIsNotDisturbed() async throws {
    try write("a.mp4")
    try write([earlierLine("a.mp4", "intended")], to: earlierJournal)
    let descriptor = open(earlierJournal.path, O_RDWR)
    defer { close(descriptor) }
    XCTAssertEqual(flock(descriptor, LOCK_EX | LOCK_NB), 0)
    let result = try await ingest()
    XCTAssertEqual(result.status, 75)
    XCTAssertEqual(arrivals, [])
  }

  func testALinkToTheEarlierJournalIsOneJournal() async throws {
    try write("a.mp4")
    try write([earlierLine("a.mp4", "uploaded", #""videoNo":"VI7","#)], to: earlierJournal)
    try FileManager.default.createSymbolicLink(at: journal, withDestinationURL: earlierJournal)
    let result = try await ingest()
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(arrivals, [])
  }

  func testWhereItsEntriesCannotBeTakenOverNothingIsSent() async throws {
    // The thread sanitizer needs a file of its own, and ends the program without a word.
    try XCTSkipIf(MemoryMeter.isSanitized, "no file may be written to")
    try write("a.mp4", "b.mp4")
    try write([earlierLine("a.mp4", "uploaded", #""videoNo":"VI7","#)], to: earlierJournal)
    let result = try await start(
      "batch-ingest", ["clips"], shell: "trap '' XFSZ; ulimit -f 0; exec \"$@\""
    ).finish()
    XCTAssertEqual(result.status, 73)
    XCTAssertTrue(
      result.error.hasPrefix("batch-ingest: the journal cannot be written, so nothing was sent: "),
      result.error)
    XCTAssertEqual(arrivals, [])
  }

  // MARK: Another place

  func testAnotherJournalCanBeNamed() async throws {
    try write("a.mp4", "b.mp4")
    let named = folder.url.appendingPathComponent("elsewhere.jsonl")
    for _ in 0..<2 {
      let result = try await ingest("--journal", "elsewhere.jsonl")
      XCTAssertEqual(result.status, 0)
      XCTAssertTrue(result.output.hasSuffix("\nJournal: \(named.path)\n"), result.output)
    }
    XCTAssertEqual(arrivals.count, 2)
    XCTAssertEqual(try folder.names(), ["clips", "elsewhere.jsonl"])
    XCTAssertFalse(FileManager.default.fileExists(atPath: journal.path))
  }

  func testARenamedFolderGoesOnWithTheJournalOfAnEarlierVersion() async throws {
    try write("a.mp4", "b.mp4")
    try write([earlierLine("a.mp4", "uploaded", #""videoNo":"VI7","#)], to: earlierJournal)
    try FileManager.default.moveItem(at: clips, to: folder.url.appendingPathComponent("trip"))
    for _ in 0..<2 {
      let result = try await run(
        "batch-ingest", ["trip", "--journal=.clips.memories-journal.jsonl"])
      XCTAssertEqual(result.status, 0, result.error)
    }
    XCTAssertEqual(arrivals, ["b.mp4"])
  }

  func testWhatTheFoldersOwnJournalsKnowCountsBesideAnother() async throws {
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    try sandbox.fail(upload, calls: 2...2, with: .resetAfterBody)
    try sandbox.fail(
      upload, calls: 3...4, with: .serviceError(code: "0001", message: "Unsupported codec"))
    _ = try await ingest("--jobs", "1")
    try write([earlierLine("c.mp4", "uploaded", #""videoNo":"VI7","#)], to: earlierJournal)
    let (own, earlier) = (try Data(contentsOf: journal), try Data(contentsOf: earlierJournal))

    let result = try await ingest("--journal", "elsewhere.jsonl")
    XCTAssertEqual(
      total(result), "Total: 4 videos, 8.0 kB: 1 uploaded, 2 already uploaded, 1 unknown")
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4", "c.mp4", "d.mp4", "d.mp4"])
    XCTAssertEqual(try Data(contentsOf: journal), own)
    XCTAssertEqual(try Data(contentsOf: earlierJournal), earlier)
  }

  func testTheFoldersOwnJournalMayBeNamed() async throws {
    try write("a.mp4")
    for _ in 0..<2 {
      let result = try await ingest("--journal", "clips/.memories-journal.jsonl")
      XCTAssertEqual(result.status, 0, result.error)
    }
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnotherJournalDoesNotNeedTheFoldersOwn() async throws {
    try write("a.mp4")
    XCTAssertEqual(mkfifo(journal.path, 0o600), 0)
    let result = try await ingest("--journal", "elsewhere.jsonl")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(
      result.output.hasPrefix(
        "passed over the journal \(journal.path), which cannot be read\n"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnotherJournalIsNoWayAroundARunOnTheFolder() async throws {
    try write("a.mp4")
    let gate = Gate()
    holdUploads(at: gate)
    let process = try start()
    await gate.fills(to: 1)
    let second = try await ingest("--journal", "elsewhere.jsonl")
    XCTAssertEqual(second.status, 75)
    gate.open()
    let first = await process.finish()
    XCTAssertEqual(first.status, 0)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  // MARK: A journal that goes away

  private func runLosingTheJournal(
    _ lose: () throws -> Void, line: UInt = #line
  ) async throws {
    try write("a.mp4", "b.mp4", "c.mp4")
    let gate = Gate()
    holdUploads(at: gate)
    let process = try start("--jobs", "1")
    await gate.fills(to: 1)
    try lose()
    gate.open()
    let result = await process.finish()
    XCTAssertEqual(result.status, 73, line: line)
    XCTAssertEqual(
      result.error,
      """
      batch-ingest: the journal cannot be written for a.mp4, which would have said that it is VI1: \
      \(journal.path) was deleted, moved or replaced while this ran; nothing more is sent

      """, line: line)
    XCTAssertEqual(arrivals, ["a.mp4"], line: line)
  }

  func testADeletedJournalEndsTheRun() async throws {
    try await runLosingTheJournal { try FileManager.default.removeItem(at: journal) }
  }

  func testAReplacedJournalEndsTheRun() async throws {
    try await runLosingTheJournal {
      try FileManager.default.moveItem(
        at: journal, to: folder.url.appendingPathComponent("kept.jsonl"))
      try Data().write(to: journal)
    }
  }

  func testWhenTheJournalGoesAwayRunningUploadsEnd() async throws {
    try write("a.mp4", "b.mp4", "c.mp4")
    let (first, second) = (Gate(), Gate())
    holdUploads(at: { $0 == "a.mp4" ? first : second })
    let process = try start("--jobs", "2")
    await first.fills(to: 1)
    await second.fills(to: 1)
    try FileManager.default.removeItem(at: journal)
    first.open()
    _ = await sandbox.exchange { $0.isOver || $0.status != nil }
    second.open()
    let result = await process.finish()
    XCTAssertEqual(result.status, 73)
    for name in ["a.mp4", "b.mp4"] {
      XCTAssertTrue(
        result.error.contains("for \(name), which would have said that it is VI1: "), result.error)
    }
    XCTAssertEqual(arrivals.sorted(), ["a.mp4", "b.mp4"])
  }

  // MARK: What cannot be a journal

  private func assertRefused(
    _ url: URL, _ use: String = "written", because reason: String, _ arguments: String...,
    line: UInt = #line
  ) async throws {
    let result = try await run("batch-ingest", ["clips"] + arguments, line: line)
    XCTAssertEqual(result.status, 73, line: line)
    XCTAssertEqual(result.output, "", line: line)
    XCTAssertEqual(
      result.error,
      """
      batch-ingest: the journal \(url.path) cannot be \(use): \(reason). Nothing was sent; \
      --journal FILE names another place for it

      """, line: line)
    XCTAssertEqual(arrivals, [], line: line)
  }

  func testWhatIsNoRegularFileIsRefused() async throws {
    try write("a.mp4")
    let pipe = folder.url.appendingPathComponent("pipe")
    XCTAssertEqual(mkfifo(pipe.path, 0o600), 0)
    let device = URL(fileURLWithPath: "/dev/null")
    for target in [pipe, device, clips] {
      try FileManager.default.createSymbolicLink(at: journal, withDestinationURL: target)
      try await assertRefused(journal, because: "it is no regular file")
      try FileManager.default.removeItem(at: journal)
      try await assertRefused(
        target, because: "it is no regular file", "--journal", target.path)
    }
    XCTAssertEqual(mkfifo(journal.path, 0o600), 0)
    try await assertRefused(journal, because: "it is no regular file")
    try FileManager.default.removeItem(at: journal)
    XCTAssertEqual(mkfifo(earlierJournal.path, 0o600), 0)
    try await assertRefused(earlierJournal, "read", because: "it is no regular file")
  }

  func testAFileThatHoldsSomethingElseIsRefusedAndLeftAlone() async throws {
    try write("a.mp4")
    let video = clips.appendingPathComponent("a.mp4")
    let content = try Data(contentsOf: video)
    try await assertRefused(
      video, because: "it holds something else", "--journal", "clips/a.mp4")
    XCTAssertEqual(try Data(contentsOf: video), content)
  }

  func testAFolderThatIsMissingIsNotMade() async throws {
    try write("a.mp4")
    try await assertRefused(
      folder.url.appendingPathComponent("nowhere/j"), because: "No such file or directory",
      "--journal", "nowhere/j")
  }

  func testAReadOnlyFolderNeedsAnotherJournal() async throws {
    try write("a.mp4")
    XCTAssertEqual(chmod(clips.path, 0o555), 0)
    defer { chmod(clips.path, 0o755) }
    let shell = try ProgramRun.shellHeedingPermissions()
    let refused = try await start("batch-ingest", ["clips"], shell: shell).finish()
    XCTAssertEqual(refused.status, 73)
    XCTAssertEqual(refused.output, "")
    XCTAssertEqual(
      refused.error,
      """
      batch-ingest: the journal \(journal.path) cannot be written: Permission denied. Nothing \
      was sent; --journal FILE names another place for it

      """)
    XCTAssertEqual(arrivals, [])
    let result = try await start(
      "batch-ingest", ["clips", "--journal", "elsewhere.jsonl"], shell: shell
    ).finish()
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnUnreadableVideoIsToldAndTheOthersAreSent() async throws {
    try write("a.mp4", "b.mp4")
    XCTAssertEqual(chmod(clips.appendingPathComponent("a.mp4").path, 0), 0)
    let shell = try ProgramRun.shellHeedingPermissions()
    let result = try await start("batch-ingest", ["clips"], shell: shell).finish()
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(
      result.output.hasPrefix(
        "[1/2] a.mp4, 2.0 kB: failed - it cannot be read: Permission denied\n"), result.output)
    XCTAssertEqual(arrivals, ["b.mp4"])
  }
}
