import XCTest

@testable import MemoriesKit

final class StorageLocationRequestTests: XCTestCase {
  private func location(_ blob: String) -> StorageLocation {
    StorageLocation(bucket: "b", blob: blob)
  }

  func testTheBucketGoesBeforeTheBlob() {
    XCTAssertEqual(
      location("a/b").query,
      [MemoriesRequest.Field("bucket", "b"), MemoriesRequest.Field("blob", "a/b")])
  }

  func testTheNameOfAFileIsTheEndOfItsPath() {
    for (blob, name) in [
      ("VI1.mp4", "VI1.mp4"), ("a/b/c.jpg", "c.jpg"), ("a/b/", "b"), ("/a", "a"), ("/", "/"),
      ("", ""), ("a/..", ".."),
    ] {
      XCTAssertEqual(location(blob).lastComponent, name)
    }
  }

  func testBothHalvesAreNeeded() {
    XCTAssertEqual(location("a").problems(), [])
    XCTAssertEqual(
      StorageLocation(bucket: " ", blob: "").problems().map(\.field),
      ["location.bucket", "location.blob"])
  }
}
