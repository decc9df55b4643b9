import MemoriesKit
import XCTest

final class UploadStatusTests: XCTestCase {
  func testTheFourDocumentedWordsAreKnown() {
    for word in ["WAITING", "UPLOADING", "SUCCESS", "FAILED"] {
      XCTAssertTrue(UploadStatus(rawValue: word).isKnown, word)
    }
    XCTAssertEqual(UploadStatus.known.count, 4)
    XCTAssertFalse(UploadStatus(rawValue: "PAUSED").isKnown)
  }
}
