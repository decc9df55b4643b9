import MemoriesKit
import XCTest

final class VideoStatusTests: XCTestCase {
  func testOneStatusIsSearchableFourAreFailuresAndOneIsNeither() {
    let words: [(String, isSearchable: Bool, isFailure: Bool)] = [
      ("UNPARSE", false, false), ("PARSE", true, false), ("FAIL", false, true),
      ("FAILED", false, true), ("PARSE_ERROR", false, true), ("ERROR", false, true),
    ]
    for (word, isSearchable, isFailure) in words {
      let status = VisualSearch.VideoStatus(rawValue: word)
      XCTAssertTrue(status.isKnown, word)
      XCTAssertEqual(status.isSearchable, isSearchable, word)
      XCTAssertEqual(status.isFailure, isFailure, word)
    }
    XCTAssertEqual(VisualSearch.VideoStatus.known.count, words.count)
  }

  func testANewWordIsNeitherAnEndNorKnown() {
    for word in ["REBUILDING", "parse", "", "FAILED "] {
      let status = VisualSearch.VideoStatus(rawValue: word)
      XCTAssertFalse(status.isKnown, word)
      XCTAssertFalse(status.isSearchable, word)
      XCTAssertFalse(status.isFailure, word)
    }
  }
}
