import XCTest

@testable import MemoriesKit

final class StorageLocationTests: XCTestCase {
  func testHalfALocationIsNone() {
    let halves: [(String?, String?)] = [
      (nil, nil), ("b", nil), (nil, "a"), ("", "a"), ("b", ""), ("", ""),
    ]
    for (bucket, blob) in halves {
      XCTAssertNil(StorageLocation(bucket: bucket, blob: blob))
    }
    let bucket: String? = "mavi-resource"
    XCTAssertEqual(
      StorageLocation(bucket: bucket, blob: "VI1.mp4"),
      StorageLocation(bucket: "mavi-resource", blob: "VI1.mp4"))
  }

  func testALocationSurvivesStorage() throws {
    try assertSurvivesStorage(StorageLocation(bucket: "b", blob: "a/ä \"/.."))
  }
}
