import Foundation
import Terminal
import TestSupport
import XCTest

@testable import batch_ingest

final class BatchIngestJournalTests: XCTestCase {
  private var directory: TemporaryDirectory!
  private var url: URL { directory.url.appendingPathComponent("journal") }

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  private func identity(_ path: String, byteCount: Int64 = 1) -> VideoFile.Identity {
    VideoFile.Identity(path: path, byteCount: byteCount, modified: 1_767_225_600_123)
  }

  /// Writes entries with a journal that is closed again.
  private func write(_ entries: [Journal.Entry]) async throws {
    let journal = try Journal(at: url)
    for entry in entries { try await journal.record(entry) }
  }

  private func event(of file: VideoFile.Identity) async throws -> Journal.Event? {
    try await Journal(at: url).latestEntry(of: file)?.event
  }

  func testItIsHiddenBesideTheFolder() {
    XCTAssertEqual(
      Journal.url(for: URL(fileURLWithPath: "/videos/trip", isDirectory: true)).path,
      "/videos/.trip.memories-journal.jsonl")
  }

  func testTheLastEntryOfAFileCounts() async throws {
    let file = identity("a\n\"b\".mp4")
    try await write([
      .init(file: file, event: .intended),
      .init(file: file, event: .failed, reason: "first"),
      .init(file: file, event: .intended),
      .init(file: file, event: .uploaded, videoNo: "VI1"),
    ])
    let entry = try await Journal(at: url).latestEntry(of: file)
    XCTAssertEqual(entry?.event, .uploaded)
    XCTAssertEqual(entry?.videoNo, "VI1")
    let text = try String(contentsOf: url, encoding: .utf8)
    XCTAssertEqual(text.split(separator: "\n").count, 4)
  }

  func testAnotherStateOfTheFileIsAnotherFile() async throws {
    try await write([.init(file: identity("a", byteCount: 1), event: .uploaded, videoNo: "VI1")])
    let event = try await event(of: identity("a", byteCount: 2))
    XCTAssertNil(event)
  }

  func testWhereverTheLastLineIsCutTheEarlierOnesCount() async throws {
    let file = identity("a")
    try await write([.init(file: file, event: .intended)])
    let intended = try Data(contentsOf: url)
    try await write([.init(file: file, event: .uploaded, videoNo: "VI1")])
    let whole = try Data(contentsOf: url)

    for length in 0...whole.count {
      try whole.prefix(length).write(to: url)
      // Without its line break a line is complete.
      let expected: Journal.Event? =
        length < intended.count - 1 ? nil : length < whole.count - 1 ? .intended : .uploaded
      let first = try await event(of: file)
      XCTAssertEqual(first, expected, "cut after \(length) bytes")

      try await write([.init(file: identity("b"), event: .uploaded)])
      let (one, other) = (try await event(of: file), try await event(of: identity("b")))
      XCTAssertEqual(one, expected, "cut after \(length) bytes, then written on")
      XCTAssertEqual(other, .uploaded, "cut after \(length) bytes")
    }
  }

  func testItBelongsToOneProgramAtATime() async throws {
    let journal = try Journal(at: url)
    XCTAssertThrowsError(try Journal(at: url)) {
      XCTAssertEqual(($0 as? Obstacle)?.status, 75)
    }
    try await journal.record(.init(file: identity("a"), event: .intended))
  }

  func testWhereItCannotBeWrittenNothingBegins() {
    let nowhere = directory.url.appendingPathComponent("missing/journal")
    XCTAssertThrowsError(try Journal(at: nowhere)) {
      XCTAssertEqual(($0 as? Obstacle)?.status, 73)
    }
  }
}
