import Foundation
import MemoriesKit
import XCTest

final class IdentifierTests: XCTestCase {
  func testAnIdentifierIsTheTextThatTheServiceWrote() throws {
    for text in ["VI568102998803353600", "PI-600947902470296459", "", " a\"ä", "007"] {
      XCTAssertEqual(VideoNo(text).rawValue, text)
      XCTAssertEqual(VideoNo(text), VideoNo(rawValue: text))
      XCTAssertEqual("\(AssetID(text))", text)
      try assertSurvivesStorage([VideoNo(text)])
    }
  }

  func testALiteralWillDo() {
    let videoNo: VideoNo = "VI1"
    XCTAssertEqual(videoNo, VideoNo("VI1"))
  }

  func testItIsPlainTextInJSON() throws {
    let data = try JSONEncoder().encode([AssetID("re_1")])
    XCTAssertEqual(String(decoding: data, as: UTF8.self), #"["re_1"]"#)
  }
}
