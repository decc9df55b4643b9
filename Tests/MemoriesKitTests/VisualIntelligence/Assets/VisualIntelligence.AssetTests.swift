import XCTest

@testable import MemoriesKit

final class AssetTests: XCTestCase {
  func testMembersAreFoundUnderTheServicesNames() throws {
    let asset = try decodeLeniently(
      VisualIntelligence.Asset.self,
      #"{"asset_id":"re_1","extension":"mp4","file_size":"4294967297"}"#)
    XCTAssertEqual(asset.assetID, "re_1")
    XCTAssertEqual(asset.fileExtension, "mp4")
    XCTAssertEqual(asset.fileSize, 4_294_967_297)
    XCTAssertNil(asset.uploadStatus)
    try assertSurvivesStorage(asset)
  }

  func testWithoutAnIDThereIsNoAsset() {
    XCTAssertThrowsError(
      try decodeLeniently(VisualIntelligence.Asset.self, #"{"extension":"mp4"}"#))
  }
}
