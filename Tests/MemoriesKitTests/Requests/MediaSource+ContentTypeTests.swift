import Foundation
import XCTest

@testable import MemoriesKit

final class MediaTypeTests: XCTestCase {
  /// The formats of the pages "Upload Video from File" and "Search by Image in a Video" (Visual
  /// Search) and "Upload" (Visual Intelligence).
  func testEveryDocumentedFormatIsOfItsKind() {
    let documented: [(kind: String, extensions: String)] = [
      ("video/", "mp4 mov avi webm mkv flv wmv mpeg"),
      ("audio/", "mp3 wav aac flac ogg m4a"),
      ("image/", "jpg jpeg png gif webp bmp tiff"),
    ]
    for (kind, extensions) in documented {
      for name in extensions.split(separator: " ") {
        let type = MediaSource.ContentType(fileName: "a.\(name)")
        XCTAssertTrue(type.rawValue.hasPrefix(kind), "\(name) is \(type.rawValue)")
        XCTAssertNotNil(MediaSource.ContentType(rawValue: type.rawValue))
        XCTAssertEqual(MediaSource.ContentType(fileName: "A.\(name.uppercased())"), type)
      }
    }
  }

  func testOnlyTheLastExtensionCounts() {
    XCTAssertEqual(MediaSource.ContentType(fileName: "a.mp4.png").rawValue, "image/png")
    for name in ["", "mp4", "a.", "a.mp4.", "a.txt", "a.mp4 "] {
      XCTAssertEqual(MediaSource.ContentType(fileName: name), .octetStream, name)
    }
  }

  func testTypesThatAHeaderCanHoldAreAccepted() {
    let types = ["video/mp4", "text/plain; charset=utf-8", "application/vnd.a+json;v=\"1\""]
    for type in types { XCTAssertEqual(MediaSource.ContentType(rawValue: type)?.rawValue, type) }
  }

  func testWhatCouldLeaveTheHeaderIsRefused() {
    let types = [
      "", "video", "video/", "/mp4", "video/mp4/x", "video /mp4", "vidéo/mp4",
      "video/mp4\r\nX-Evil: 1", "video/mp4;\r\nX-Evil: 1", "video/mp4\n", "video/mp4;\0",
      "video/mp4;é",
      "video/mp4;\u{7F}", "\r\nvideo/mp4",
    ]
    for type in types {
      XCTAssertNil(MediaSource.ContentType(rawValue: type), type.debugDescription)
    }
  }

  func testAStoredTypeIsCheckedToo() throws {
    let stored = Data(#"["video/mp4\r\nX-Evil: 1"]"#.utf8)
    XCTAssertThrowsError(try JSONDecoder().decode([MediaSource.ContentType].self, from: stored))
  }

  func testATypeHasOneUsualExtension() throws {
    for (type, expected) in [
      ("video/mp4", "mp4"), ("VIDEO/MP4; codecs=avc1", "mp4"), ("audio/mp4", "m4a"),
      ("image/jpeg", "jpg"), ("image/tiff", "tiff"), ("video/mpeg", "mpeg"),
      ("application/zip", "zip"), ("application/octet-stream", nil), ("text/html", nil),
    ] as [(String, String?)] {
      let contentType = try XCTUnwrap(MediaSource.ContentType(rawValue: type))
      XCTAssertEqual(contentType.usualExtension, expected, type)
    }
  }
}
