import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class BodyReaderTests: DirectoryTestCase {
  private let content = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })

  /// A file between two fields, and the reader that looked at it.
  private func makeReader(
    _ url: URL, expecting: [FileFingerprint]? = nil
  ) throws -> BodyReader {
    try BodyReader(upload(url), expecting: expecting)
  }

  private func upload(_ urls: URL...) -> EncodedBody {
    EncodedBody(
      .multipart(
        [MemoriesRequest.Part("a", "b")] + urls.map { MemoriesRequest.Part("file", .file($0)) }))
  }

  private func read(_ reader: BodyReader, _ count: Int) throws -> Data {
    var data = Data(count: count)
    let filled = try data.withUnsafeMutableBytes { try reader.read(into: $0) }
    return data.prefix(filled)
  }

  private func readAll(_ reader: BodyReader, by count: Int) throws -> Data {
    var all = Data()
    while true {
      let data = try read(reader, count)
      if data.isEmpty { return all }
      all += data
    }
  }

  /// Reads until the reader throws, and returns how much there was before.
  private func readUntilFailure(_ reader: BodyReader) -> Int {
    var count = 0
    while let data = try? read(reader, 4096), !data.isEmpty { count += data.count }
    return count
  }

  // MARK: What is read

  func testEveryBufferSizeGivesTheSameBytes() throws {
    let first = try directory.write(content, named: "a.mp4")
    let second = try directory.write(Data(), named: "b.mp4")
    let third = try directory.write(Data("x".utf8), named: "c.mp4")
    let body = upload(first, second, third)
    var expected = Data()
    for segment in body.segments {
      switch segment {
      case .bytes(let data): expected += data
      case .file(let url): expected += try Data(contentsOf: url)
      }
    }
    for size in [1, 7, 4096, 65_536, expected.count - 1, expected.count, expected.count + 1] {
      let reader = try BodyReader(body)
      XCTAssertEqual(reader.length, Int64(expected.count))
      XCTAssertEqual(try readAll(reader, by: size), expected, "\(size) at a time")
      XCTAssertEqual(try read(reader, 10), Data())
    }
  }

  func testABufferIsFilledAcrossTheBordersOfPieces() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    XCTAssertEqual(try read(reader, Int(reader.length) + 1).count, Int(reader.length))
  }

  func testNothingIsAnEmptyBody() throws {
    let reader = try BodyReader(EncodedBody(.none))
    XCTAssertEqual(reader.length, 0)
    XCTAssertEqual(reader.fingerprints, [])
    XCTAssertEqual(try read(reader, 10), Data())
  }

  func testASliceOfDataIsReadFromItsOwnStart() throws {
    let slice = Data("0123456789".utf8)[3..<7]
    XCTAssertEqual(try readAll(BodyReader(EncodedBody(.json(slice))), by: 3), Data("3456".utf8))
  }

  func testLengthsBeyondFourGigabytes() throws {
    let url = try directory.write(Data(), named: "large.mp4")
    let around = try makeReader(url).length
    let size: Int64 = 5 << 30
    XCTAssertEqual(truncate(url.path, off_t(size)), 0)
    let reader = try makeReader(url)
    XCTAssertEqual(reader.length, around + size)
    XCTAssertEqual(reader.fingerprints.map(\.size), [size])
  }

  // MARK: What cannot be opened

  func testAMissingFileIsNoticedBeforeAnythingIsSent() {
    let url = directory.url.appendingPathComponent("missing.mp4")
    let failure = assertFails(.notFound) { try makeReader(url) }
    XCTAssertEqual(failure?.path, url.path)
    XCTAssertEqual(failure?.action, .inspect)
  }

  func testAnythingButAFileIsNoticedBeforeAnythingIsSent() throws {
    assertFails(.isDirectory) { try makeReader(directory.url) }
    let remote = try XCTUnwrap(URL(string: "https://example.com/a.mp4"))
    assertFails(.notLocal) { try makeReader(remote) }
  }

  // MARK: Files that change

  func testAFileThatShrankFailsAtOnce() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    _ = try read(reader, 1000)
    XCTAssertEqual(truncate(url.path, 500), 0)
    assertFails(.changed) { try read(reader, 1000) }
  }

  func testAFileThatGrewNeverCompletes() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    let file = try FileHandle(forWritingTo: url)
    try file.seekToEnd()
    try file.write(contentsOf: Data("more".utf8))
    try file.close()
    XCTAssertLessThan(readUntilFailure(reader), content.count)
    assertFails(.changed) { try read(reader, 1) }
  }

  func testAFileThatWasRewrittenNeverCompletes() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    _ = try read(reader, 5000)
    try setTimeOfChange(url, seconds: 1_000_000_000, nanoseconds: 0)
    XCTAssertLessThan(5000 + readUntilFailure(reader), content.count)
    assertFails(.changed) { try read(reader, 1) }
  }

  /// What the documentation says is not noticed. Should this fail one day, it can say less.
  func testAFileThatIsWrittenToInPlaceWithItsTimePutBackIsNotNoticed() throws {
    let url = try directory.write(content, named: "a.mp4")
    try setTimeOfChange(url, seconds: 1_000_000_000, nanoseconds: 0)
    let reader = try makeReader(url)
    _ = try read(reader, 5000)
    let file = try FileHandle(forWritingTo: url)
    try file.seek(toOffset: 90_000)
    try file.write(contentsOf: Data("new".utf8))
    try file.close()
    try setTimeOfChange(url, seconds: 1_000_000_000, nanoseconds: 0)
    XCTAssertEqual(try readAll(reader, by: 65_536).count, Int(reader.length) - 5000)
  }

  func testAnEmptyFileThatGrewIsNoticed() throws {
    let url = try directory.write(Data(), named: "a.mp4")
    let reader = try makeReader(url)
    XCTAssertEqual(truncate(url.path, 1), 0)
    assertFails(.changed) { try readAll(reader, by: 65_536) }
  }

  func testAnotherFileUnderTheSameNameDoesNotDisturb() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    try reader.open()
    let other = try directory.write(Data("other".utf8), named: "b.mp4")
    XCTAssertEqual(rename(other.path, url.path), 0)
    let sent = try readAll(reader, by: 65_536)
    XCTAssertNotNil(sent.range(of: content))
  }

  func testTheNextAttemptExpectsTheSameFile() throws {
    let url = try directory.write(content, named: "a.mp4")
    let fingerprints = try makeReader(url).fingerprints
    XCTAssertNoThrow(try makeReader(url, expecting: fingerprints))

    let other = try directory.write(content, named: "b.mp4")
    XCTAssertEqual(rename(other.path, url.path), 0)
    assertFails(.changed) { try makeReader(url, expecting: fingerprints) }
    assertFails(.changed) { try makeReader(url, expecting: []) }
  }

  // MARK: Opening

  func testThousandsThatWaitForTheirTurnHoldNoDescriptor() throws {
    let url = try directory.write(content, named: "a.mp4")
    let readers = try (0..<1000).map { _ in try makeReader(url) }
    XCTAssertEqual(descriptorCount(of: url), 0)
    try readers[0].open()
    try readers[0].open()
    XCTAssertEqual(descriptorCount(of: url), 1)
    XCTAssertEqual(try readAll(readers[1], by: 65_536).count, Int(readers[1].length))
  }

  func testAFileThatIsNotTheOneAnyMoreIsNotOpened() throws {
    let other = try directory.write(content, named: "b.mp4")
    let changes: [(URL) throws -> Void] = [
      { XCTAssertEqual(truncate($0.path, 5), 0) },
      { try setTimeOfChange($0, seconds: 1_000_000_000, nanoseconds: 0) },
      { XCTAssertEqual(rename(other.path, $0.path), 0) },
    ]
    for change in changes {
      let url = try directory.write(content, named: "a.mp4")
      let reader = try makeReader(url)
      try change(url)
      let failure = assertFails(.changed) { try reader.open() }
      XCTAssertEqual(failure?.path, url.path)
      XCTAssertEqual(failure?.action, .open)
      assertFails(.changed) { try reader.open() }
      assertFails(.changed) { try read(reader, 1) }
      XCTAssertEqual(descriptorCount(of: url), 0)
    }
  }

  func testAFileThatIsGoneIsNotOpened() throws {
    let first = try directory.write(content, named: "a.mp4")
    let second = try directory.write(content, named: "b.mp4")
    let reader = try BodyReader(upload(first, second))
    try FileManager.default.removeItem(at: second)
    assertFails(.notFound) { try reader.open() }
    XCTAssertEqual(descriptorCount(of: first), 0, "could not open the next")
    assertFails(.notFound) { try read(reader, 1) }
  }

  func testWithoutDescriptorsItSaysSo() throws {
    let url = try directory.write(content, named: "a.mp4")
    try withoutFreeDescriptors {
      let reader = try makeReader(url)
      let failure = assertFails(.noDescriptors) { try reader.open() }
      XCTAssertEqual(
        failure?.message,
        "the process has no free file descriptors, and the file “\(url.path)” needs one")
    }
  }

  func testWhatWasClosedIsNotOpened() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    reader.close()
    assertFails(.closed) { try reader.open() }
    XCTAssertEqual(descriptorCount(of: url), 0)
  }

  // MARK: Closing

  func testClosingClosesAndMayBeRepeated() throws {
    let url = try directory.write(content, named: "a.mp4")
    let reader = try makeReader(url)
    _ = try read(reader, 1000)
    XCTAssertEqual(descriptorCount(of: url), 1)
    reader.close()
    reader.close()
    XCTAssertEqual(descriptorCount(of: url), 0)
    assertFails(.closed) { try read(reader, 1) }
  }

  func testClosingACompleteBodyLeavesItComplete() throws {
    let reader = try makeReader(directory.write(content, named: "a.mp4"))
    _ = try readAll(reader, by: 65_536)
    reader.close()
    XCTAssertEqual(try read(reader, 1), Data())
  }

  func testFilesAreClosedInEveryOtherCase() throws {
    let url = try directory.write(content, named: "a.mp4")
    try makeReader(url).open()
    XCTAssertEqual(descriptorCount(of: url), 0, "let go of")

    let reader = try makeReader(url)
    try reader.open()
    XCTAssertEqual(truncate(url.path, 0), 0)
    assertFails(.changed) { try readAll(reader, by: 65_536) }
    XCTAssertEqual(descriptorCount(of: url), 0, "failed")
  }
}
