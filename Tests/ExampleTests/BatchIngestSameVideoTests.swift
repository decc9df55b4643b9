import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

/// A video is known by its content: nobody pays twice because something else about it changed.
final class BatchIngestSameVideoTests: BatchIngestTestCase {
  private func touch(_ name: String, _ date: Date = Date(timeIntervalSince1970: 1)) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: date], ofItemAtPath: clips.appendingPathComponent(name).path)
  }

  private func move(_ source: URL, to name: String) throws {
    try FileManager.default.moveItem(at: source, to: folder.url.appendingPathComponent(name))
  }

  func testAnotherTimeIsNoOtherVideo() async throws {
    try write("a.mp4", "b.mp4")
    _ = try await ingest()
    try touch("a.mp4")
    let result = try await ingest()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(total(result), "Total: 2 videos, 4.0 kB: 2 already uploaded")
    XCTAssertEqual(arrivals.count, 2)
  }

  func testAnotherNameIsNoOtherVideo() async throws {
    try write("a.mp4", "b.mp4")
    _ = try await ingest("--jobs", "1")
    try move(clips.appendingPathComponent("a.mp4"), to: "clips/c.MOV")
    let result = try await ingest()
    XCTAssertEqual(result.status, 0)
    XCTAssertTrue(
      result.output.contains("c.MOV, 2.0 kB: already uploaded - \(sandbox.videoNos[0])"),
      result.output)
    XCTAssertEqual(arrivals.count, 2)
  }

  func testARenamedFolderKeepsItsJournal() async throws {
    try write("a.mp4", "b.mp4")
    _ = try await ingest()
    try move(clips, to: "trip")
    let result = try await run("batch-ingest", ["trip"])
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(total(result), "Total: 2 videos, 4.0 kB: 2 already uploaded")
    XCTAssertEqual(arrivals.count, 2)
  }

  func testAnotherPathToTheFolderIsNoOtherFolder() async throws {
    try write("a.mp4")
    _ = try await ingest()
    let link = folder.url.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: clips)
    let result = try await run("batch-ingest", ["link"])
    XCTAssertEqual(total(result), "Total: 1 video, 2.0 kB: 1 already uploaded")
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAnotherMountOfTheFolderIsNoOtherFolder() async throws {
    try write("a.mp4")
    _ = try await ingest()
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("mount"), withIntermediateDirectories: true)
    let mounting = "mount --bind clips mount || exit 99; exec \"$@\""
    let result = try await start(
      "batch-ingest", ["mount"],
      shell: "unshare --mount true || exit 99; exec unshare --mount sh -c '\(mounting)' sh \"$@\""
    ).finish()
    try XCTSkipIf(result.status == 99, "nothing may be mounted here")
    XCTAssertEqual(total(result), "Total: 1 video, 2.0 kB: 1 already uploaded", result.error)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testOfSeveralThatAreTheSameOneIsSent() async throws {
    for name in ["a.mp4", "b.mp4", "d.mov"] { try write(3000, named: "clips/\(name)") }
    try write(2000, named: "clips/c.mp4")
    try FileManager.default.createSymbolicLink(
      atPath: clips.appendingPathComponent("link.mp4").path, withDestinationPath: "c.mp4")

    let result = try await ingest("--jobs", "1")

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(arrivals, ["a.mp4", "c.mp4"])
    let numbers = sandbox.videoNos
    XCTAssertEqual(
      result.output,
      """
      [1/5] a.mp4, 3.0 kB: uploaded - \(numbers[0])
      [2/5] b.mp4, 3.0 kB: same as a.mp4 - \(numbers[0])
      [3/5] d.mov, 3.0 kB: same as a.mp4 - \(numbers[0])
      [4/5] c.mp4, 2.0 kB: uploaded - \(numbers[1])
      [5/5] link.mp4, 2.0 kB: same as c.mp4 - \(numbers[1])

      FILE      SIZE    RESULT         VIDEO OR REASON
      a.mp4     3.0 kB  uploaded       \(numbers[0])
      b.mp4     3.0 kB  same as a.mp4  \(numbers[0])
      c.mp4     2.0 kB  uploaded       \(numbers[1])
      d.mov     3.0 kB  same as a.mp4  \(numbers[0])
      link.mp4  2.0 kB  same as c.mp4  \(numbers[1])

      Total: 5 videos, 13.0 kB: 2 uploaded, 3 same as another
      Journal: \(journal.path)

      """)
    let second = try await ingest()
    XCTAssertEqual(total(second), "Total: 5 videos, 13.0 kB: 5 already uploaded")
    XCTAssertEqual(arrivals.count, 2)
  }

  func testWhatIsTheSameSharesAnUnknownOutcome() async throws {
    for name in ["a.mp4", "b.mp4"] { try write(3000, named: "clips/\(name)") }
    try sandbox.failNext(upload, with: .resetAfterBody)
    let result = try await ingest()
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(
      result.output.contains(
        "b.mp4, 3.0 kB: same as a.mp4 - it may be VI568102998803353600 (same time): "),
      result.output)
    let second = try await ingest()
    XCTAssertEqual(second.status, 1)
    XCTAssertEqual(total(second), "Total: 2 videos, 6.0 kB: 1 same as another, 1 unknown")
    XCTAssertEqual(arrivals, ["a.mp4"])
  }

  func testAFileThatChangesBeforeItsTurnIsLeftForTheNextRun() async throws {
    try write("a.mp4", "b.mp4")
    let gate = Gate()
    holdUploads(at: gate)
    let process = try start("--jobs", "1")
    await gate.fills(to: 1)
    // From now on it is the same as the other one, which is on its way.
    try Data(contentsOf: clips.appendingPathComponent("a.mp4"))
      .write(to: clips.appendingPathComponent("b.mp4"))
    gate.open()
    let result = await process.finish()
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(
      result.output.contains("failed - it changed while this ran; start again to upload it"),
      result.output)
    let second = try await ingest()
    XCTAssertEqual(second.status, 0)
    XCTAssertEqual(arrivals, ["a.mp4"])
  }
}
