import Foundation
import MemoriesKit
import XCTest

final class IdentifierTests: XCTestCase {
  func testAnIdentifierIsTheTextThatTheServiceWrote() throws {
    for text in ["VI568102998803353600", "PI-600947902470296459", "", " a\"ä", "007"] {
      XCTAssertEqual(VisualSearch.VideoNo(text).rawValue, text)
      XCTAssertEqual(VisualSearch.VideoNo(text), VisualSearch.VideoNo(rawValue: text))
      XCTAssertEqual("\(VisualIntelligence.AssetID(text))", text)
      try assertSurvivesStorage([VisualSearch.VideoNo(text)])
    }
  }

  func testALiteralWillDo() {
    let videoNo: VisualSearch.VideoNo = "VI1"
    XCTAssertEqual(videoNo, VisualSearch.VideoNo("VI1"))
  }

  func testItIsPlainTextInJSON() throws {
    let data = try JSONEncoder().encode([VisualIntelligence.AssetID("re_1")])
    XCTAssertEqual(String(decoding: data, as: UTF8.self), #"["re_1"]"#)
  }
}
