import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class MediaSourceTests: XCTestCase {
  func testAFileIsNamedAfterItsPathAndDataAsTold() {
    let file = MediaSource.file(URL(fileURLWithPath: "/films/my_video.mp4"))
    XCTAssertEqual(file.fileName, "my_video.mp4")
    XCTAssertEqual(MediaSource.data(Data(), fileName: "query.png").fileName, "query.png")
  }

  func testSizesAreKnownBeforeSending() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let url = try directory.write(Data(count: 1234), named: "a.mp4")
    XCTAssertEqual(try MediaSource.file(url).byteCount(), 1234)
    XCTAssertEqual(try MediaSource.data(Data(count: 56), fileName: "a").byteCount(), 56)
  }

  func testWhatCannotBeSentHasNoSize() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let missing = directory.url.appendingPathComponent("missing.mp4")
    assertFails(.notFound) { try MediaSource.file(missing).byteCount() }
    assertFails(.isDirectory) { try MediaSource.file(directory.url).byteCount() }
    let device = URL(fileURLWithPath: "/dev/null")
    assertFails(.notRegularFile) { try MediaSource.file(device).byteCount() }
    let remote = try XCTUnwrap(URL(string: "https://example.com/a.mp4"))
    assertFails(.notLocal) { try MediaSource.file(remote).byteCount() }
  }

  func testStoredSourcesAreReadable() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let stored: [(MediaSource, String)] = [
      (.file(URL(fileURLWithPath: "/films/a.mp4")), #"{"file":"file:///films/a.mp4"}"#),
      (.data(Data("hi".utf8), fileName: "b.png"), #"{"data":"aGk=","fileName":"b.png"}"#),
    ]
    for (source, text) in stored {
      XCTAssertEqual(String(decoding: try encoder.encode(source), as: UTF8.self), text)
      XCTAssertEqual(
        try JSONDecoder().decode(MediaSource.self, from: Data(text.utf8)), source)
    }
  }

  func testASourceThatIsNeitherIsRefused() {
    XCTAssertThrowsError(try JSONDecoder().decode(MediaSource.self, from: Data("{}".utf8)))
  }
}
