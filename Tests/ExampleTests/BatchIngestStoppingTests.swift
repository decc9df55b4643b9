import Foundation
import MemoriesKitTesting
import XCTest

final class BatchIngestStoppingTests: BatchIngestTestCase {
  func testKilledAndStartedAgainItSendsNothingTwice() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    // The second upload is taken in, but its answer never comes.
    sandbox.fail(upload, calls: 2...2, with: .stall)
    let process = try start(["--jobs", "1"], on: sandbox)
    defer { process.stop() }
    await arrival(2, at: sandbox)
    process.send(SIGKILL)
    let killed = await process.result()
    XCTAssertTrue(killed.wasKilled)

    let second = try await run(on: sandbox)
    XCTAssertEqual(second.status, 1)
    XCTAssertTrue(
      second.output.contains(": 2 uploaded, 1 already uploaded, 1 unknown\n"), second.output)
    let third = try await run(on: sandbox)
    XCTAssertEqual(third.status, 1)
    XCTAssertEqual(arrivals(at: sandbox).sorted(), ["a.mp4", "b.mp4", "c.mp4", "d.mp4"])
    XCTAssertEqual(sandbox.videoNos.count, 4)
    await sandbox.stop()
  }

  func testAJournalWithACutLastLineIsStillGood() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    _ = try await run(["--jobs", "1"], on: sandbox)
    // The last line is the result of b.mp4. Without it, its intention remains.
    let content = try Data(contentsOf: journal)
    try content.dropLast(20).write(to: journal)

    for _ in 0..<2 {
      let result = try await run(on: sandbox)
      XCTAssertEqual(result.status, 1)
      XCTAssertTrue(result.output.contains(": 1 already uploaded, 1 unknown\n"), result.output)
    }
    try Data("new".utf8).write(to: folder.appendingPathComponent("c.mp4"))
    _ = try await run(on: sandbox)
    let last = try await run(on: sandbox)
    XCTAssertTrue(last.output.contains(": 2 already uploaded, 1 unknown\n"), last.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4", "b.mp4", "c.mp4"])
    await sandbox.stop()
  }

  func testControlCLetsRunningUploadsEnd() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    let gate = Gate()
    hold(sandbox, at: gate)
    let process = try start(["--jobs", "1"], on: sandbox)
    defer { process.stop() }
    await arrival(1, at: sandbox)
    process.send(SIGINT)
    await process.wait(for: "Ctrl-C again", on: .error)
    gate.open()
    let result = await process.result()
    XCTAssertFalse(result.wasKilled)
    XCTAssertEqual(result.status, 130)
    XCTAssertTrue(result.output.contains(": 1 uploaded, 1 not tried\n"), result.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4"])
    await sandbox.stop()
  }

  func testASecondControlCStopsThem() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    sandbox.failNext(upload, with: .stall)
    let process = try start(["--jobs", "1"], on: sandbox)
    defer { process.stop() }
    await arrival(1, at: sandbox)
    process.send(SIGINT)
    await process.wait(for: "Ctrl-C again", on: .error)
    process.send(SIGINT)
    let result = await process.result()
    XCTAssertFalse(result.wasKilled)
    XCTAssertEqual(result.status, 130)
    XCTAssertTrue(result.output.contains(": 1 unknown, 1 not tried\n"), result.output)
    await sandbox.stop()
  }

  func testTwoAtOnceOnTheSameFolderWouldPayTwice() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4")
    sandbox.failNext(upload, with: .stall)
    let first = try start(on: sandbox)
    defer { first.stop() }
    await arrival(1, at: sandbox)
    let second = try await run(on: sandbox)
    XCTAssertEqual(second.status, 75)
    XCTAssertEqual(second.error, "batch-ingest: another batch-ingest is at work on this folder\n")
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4"])
    await sandbox.stop()
  }
}
