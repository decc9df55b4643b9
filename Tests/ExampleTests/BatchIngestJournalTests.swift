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

  private func content(_ digest: String, byteCount: Int64 = 1) -> VideoContent {
    VideoContent(byteCount: byteCount, digest: digest)
  }

  private func entry(
    _ content: VideoContent, _ event: Journal.Event, videoNo: String? = nil, reason: String? = nil
  ) -> Journal.Entry {
    Journal.Entry(
      content: content, name: "a\n\"b\".mp4", event: event, videoNo: videoNo, reason: reason)
  }

  /// Writes entries with a journal that is closed again.
  private func write(_ entries: [Journal.Entry]) async throws {
    let journal = try Journal(at: url)
    for entry in entries { try await journal.record(entry) }
  }

  private func event(of content: VideoContent) async throws -> Journal.Event? {
    try await Journal(at: url).latestEntry(of: content)?.event
  }

  func testItIsHiddenInTheFolderAndWasBesideIt() {
    let folder = URL(fileURLWithPath: "/videos/trip", isDirectory: true)
    XCTAssertEqual(Journal.url(in: folder).path, "/videos/trip/.memories-journal.jsonl")
    XCTAssertEqual(Journal.earlierURL(for: folder).path, "/videos/.trip.memories-journal.jsonl")
  }

  func testTheLastEntryOfAVideoCounts() async throws {
    let content = content("a")
    try await write([
      entry(content, .intended), entry(content, .failed, reason: "first"),
      entry(content, .intended), entry(content, .uploaded, videoNo: "VI1"),
    ])
    let latest = try await Journal(at: url).latestEntry(of: content)
    XCTAssertEqual(latest?.event, .uploaded)
    XCTAssertEqual(latest?.videoNo, "VI1")
    let text = try String(contentsOf: url, encoding: .utf8)
    XCTAssertEqual(text.split(separator: "\n").count, 4)
  }

  func testWhatMayHaveArrivedStaysUnknownUntilItIsUploaded() async throws {
    typealias Event = Journal.Event
    let histories: [([Event], Event)] = [
      ([.intended, .failed, .intended, .failed], .failed),
      ([.intended, .unknown, .intended, .failed], .unknown),
      ([.intended, .unknown, .failed, .intended], .unknown),
      ([.intended, .intended, .failed], .unknown),
      ([.intended, .intended, .failed, .intended, .failed], .unknown),
      ([.intended, .intended, .failed, .intended, .uploaded], .uploaded),
      ([.intended, .uploaded, .intended], .uploaded),
      ([.intended, .uploaded, .intended, .failed], .uploaded),
    ]
    for (number, (events, expected)) in histories.enumerated() {
      let content = content("\(number)")
      let journal = try Journal(at: url)
      for event in events { try await journal.record(entry(content, event)) }
      let before = await journal.latestEntry(of: content)?.event
      XCTAssertEqual(before, expected, "\(events), as it was written")
    }
    for (number, (events, expected)) in histories.enumerated() {
      let event = try await event(of: content("\(number)"))
      XCTAssertEqual(event, expected, "\(events), read again")
    }
  }

  func testAnotherSizeOrAnotherHashIsAnotherVideo() async throws {
    try await write([entry(content("a"), .uploaded, videoNo: "VI1")])
    for other in [content("a", byteCount: 2), content("b")] {
      let event = try await event(of: other)
      XCTAssertNil(event)
    }
  }

  func testWhereverTheLastLineIsCutTheEarlierOnesCount() async throws {
    let (one, other) = (content("a"), content("b"))
    try await write([entry(one, .intended)])
    let intended = try Data(contentsOf: url)
    try await write([entry(one, .uploaded, videoNo: "VI1")])
    let whole = try Data(contentsOf: url)

    for length in 0...whole.count {
      try whole.prefix(length).write(to: url)
      // Without its line break a line is complete.
      let expected: Journal.Event? =
        length < intended.count - 1 ? nil : length < whole.count - 1 ? .intended : .uploaded
      let found = try await event(of: one)
      XCTAssertEqual(found, expected, "cut after \(length) bytes")

      try await write([entry(other, .uploaded)])
      let (first, second) = (try await event(of: one), try await event(of: other))
      XCTAssertEqual(first, expected, "cut after \(length) bytes, then written on")
      XCTAssertEqual(second, .uploaded, "cut after \(length) bytes")
    }
  }

  func testItBelongsToOneProgramAtATime() async throws {
    let journal = try Journal(at: url)
    XCTAssertThrowsError(try Journal(at: url)) {
      XCTAssertEqual(($0 as? ExitError)?.status, 75)
    }
    try await journal.record(entry(content("a"), .intended))
  }

  func testWhereItCannotBeWrittenNothingBegins() {
    let nowhere = directory.url.appendingPathComponent("missing/journal")
    XCTAssertThrowsError(try Journal(at: nowhere)) {
      XCTAssertEqual(($0 as? ExitError)?.status, 73)
    }
  }
}
