import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

final class BatchIngestStoppingTests: BatchIngestTestCase {
  func testKilledAndStartedAgainItSendsNothingTwice() async throws {
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    // The second upload is taken in, but its answer never comes.
    try sandbox.fail(upload, calls: 2...2, with: .stall)
    let process = try start("--jobs", "1")
    await arrival(2)
    process.kill()
    let killed = await process.finish()
    XCTAssertNil(killed.status)

    let second = try await ingest()
    XCTAssertEqual(second.status, 1)
    XCTAssertTrue(
      second.output.contains(": 2 uploaded, 1 already uploaded, 1 unknown\n"), second.output)
    let third = try await ingest()
    XCTAssertEqual(third.status, 1)
    XCTAssertEqual(arrivals.sorted(), ["a.mp4", "b.mp4", "c.mp4", "d.mp4"])
    XCTAssertEqual(sandbox.videoNos.count, 4)
  }

  func testAJournalWithACutLastLineIsStillGood() async throws {
    try write("a.mp4", "b.mp4")
    _ = try await ingest("--jobs", "1")
    // The last line is the result of b.mp4. Without it, its intention remains.
    let content = try Data(contentsOf: journal)
    try content.dropLast(20).write(to: journal)

    for _ in 0..<2 {
      let result = try await ingest()
      XCTAssertEqual(result.status, 1)
      XCTAssertTrue(result.output.contains(": 1 already uploaded, 1 unknown\n"), result.output)
    }
    try Data("new".utf8).write(to: clips.appendingPathComponent("c.mp4"))
    _ = try await ingest()
    let last = try await ingest()
    XCTAssertTrue(last.output.contains(": 2 already uploaded, 1 unknown\n"), last.output)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4", "c.mp4"])
  }

  func testControlCLetsRunningUploadsEnd() async throws {
    try write("a.mp4", "b.mp4")
    let gate = Gate()
    holdUploads(at: gate)
    let process = try start("--jobs", "1")
    await arrival(1)
    process.interrupt()
    await process.error { $0.contains("Ctrl-C again") }
    gate.open()
    let result = await process.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertTrue(result.output.contains(": 1 uploaded, 1 not tried\n"), result.output)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testTheCountDoesNotPassOverWhatIsNotTried() async throws {
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.mp4")
    let (first, second) = (Gate(), Gate())
    holdUploads(at: { $0 == "a.mp4" ? first : second })
    let process = try start("--jobs", "2")
    await first.fills(to: 1)
    await second.fills(to: 1)
    process.interrupt()
    await process.error { $0.contains("Ctrl-C again") }
    first.open()
    _ = await process.output { $0.contains("[1/5] a.mp4") }
    second.open()
    let result = await process.finish()
    XCTAssertTrue(result.output.contains("\n[2/5] b.mp4"), result.output)
    XCTAssertTrue(result.output.contains(": 2 uploaded, 3 not tried\n"), result.output)
  }

  func testASecondControlCStopsThem() async throws {
    try write("a.mp4", "b.mp4")
    try sandbox.failNext(upload, with: .stall)
    let process = try start("--jobs", "1")
    await arrival(1)
    process.interrupt()
    await process.error { $0.contains("Ctrl-C again") }
    try await process.outlastEchoes()
    process.interrupt()
    let result = await process.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertTrue(result.output.contains(": 1 unknown, 1 not tried\n"), result.output)
    let entries = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")
    let last = try XCTUnwrap(entries.last)
    XCTAssertTrue(last.contains(#""event":"unknown""#), "\(last)")
    XCTAssertTrue(last.contains("the service may have acted"), "\(last)")

    let second = try await ingest()
    XCTAssertTrue(second.output.contains(": 1 uploaded, 1 unknown\n"), second.output)
    XCTAssertEqual(arrivals, ["a.mp4", "b.mp4"])
  }

  func testEverySignalLetsRunningUploadsEnd() async throws {
    try write("a.mp4", "b.mp4")
    for (signal, status) in [(SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)] {
      let gate = Gate()
      holdUploads(at: gate)
      let process = try start("--jobs", "1")
      await gate.fills(to: 1)
      process.send(signal)
      await process.error { $0.contains("A second signal") }
      gate.open()
      let result = await process.finish()
      XCTAssertEqual(result.status, status)
      XCTAssertTrue(result.output.contains(": 1 uploaded, 1 not tried\n"), result.output)
      try FileManager.default.removeItem(at: journal)
    }
  }

  func testSignalsOfAnyKindCountTogether() async throws {
    try write("a.mp4", "b.mp4")
    try sandbox.failNext(upload, with: .stall)
    let process = try start("--jobs", "1")
    await arrival(1)
    process.send(SIGHUP)
    await process.error { $0.contains("A second signal") }
    try await process.outlastEchoes()
    process.send(SIGTERM)
    let result = await process.finish()
    XCTAssertEqual(result.status, 129)
    XCTAssertTrue(result.output.contains(": 1 unknown, 1 not tried\n"), result.output)
  }

  func testAThirdSignalDoesNotWait() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .stall)
    // Nobody reads what is in the pipe, so the program cannot write what became of the video.
    let pipe = try ProgramRun.fullPipe()
    let process = try start("batch-ingest", ["clips"], outputFile: pipe.fileHandleForWriting)
    await arrival(1)
    process.interrupt()
    await process.error { $0.contains("Ctrl-C again") }
    try await process.outlastEchoes()
    process.interrupt()
    _ = await sandbox.exchange { $0.isOver }
    try await process.outlastEchoes()
    process.send(SIGTERM)
    let result = await process.finish()
    XCTAssertEqual(result.status, 143)
    try pipe.fileHandleForReading.close()
  }

  func testAClosedTerminalLetsRunningUploadsEnd() async throws {
    try write("a.mp4", "b.mp4")
    let gate = Gate()
    holdUploads(at: gate)
    let terminal = try PseudoTerminal()
    let process = try start(
      "batch-ingest", ["clips", "--jobs", "1"], outputFile: terminal.stream)
    await gate.fills(to: 1)
    try terminal.close()
    process.send(SIGHUP)
    await process.error { $0.contains("A second signal") }
    gate.open()
    let result = await process.finish()
    XCTAssertEqual(result.status, 129)

    let second = try await ingest()
    XCTAssertEqual(second.status, 0)
    XCTAssertTrue(second.output.contains(": 1 uploaded, 1 already uploaded\n"), second.output)
  }

  func testTwoAtOnceOnTheSameFolderWouldPayTwice() async throws {
    try write("a.mp4")
    try sandbox.failNext(upload, with: .stall)
    _ = try start()
    await arrival(1)
    let second = try await ingest()
    XCTAssertEqual(second.status, 75)
    XCTAssertEqual(second.error, "batch-ingest: another batch-ingest is at work on this folder\n")
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testWithoutAReaderRunningUploadsEndAndNoOthersBegin() async throws {
    try write("a.mp4", "b.mp4")
    let result = try await start(
      "batch-ingest", ["clips", "--jobs", "1"], outputFile: ProgramRun.unreadPipe()
    ).finish()
    XCTAssertEqual(result.status, 73)
    XCTAssertTrue(
      result.error.hasPrefix("batch-ingest: standard output cannot be written; "), result.error)
    XCTAssertEqual(arrivals, ["a.mp4"])

    let second = try await ingest()
    XCTAssertEqual(second.status, 0)
    XCTAssertTrue(second.output.contains(": 1 uploaded, 1 already uploaded\n"), second.output)
  }
}
