import MemoriesKit
import XCTest

final class UploadStatusTests: XCTestCase {
  func testTheFourDocumentedWordsAreKnown() {
    for word in ["WAITING", "UPLOADING", "SUCCESS", "FAILED"] {
      XCTAssertTrue(VisualIntelligence.UploadStatus(rawValue: word).isKnown, word)
    }
    XCTAssertEqual(VisualIntelligence.UploadStatus.known.count, 4)
    XCTAssertFalse(VisualIntelligence.UploadStatus(rawValue: "PAUSED").isKnown)
  }
}
