import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class DownloadAssetTests: XCTestCase {
  /// The table of the older page types the code as text, with both flags.
  func testARefusalIsUnderstoodInBothGenerations() async throws {
    for answer in [
      ReplayAnswer.refused(code: "\"400\"", "Asset not found", status: 400),
      .json(#"{"code":400,"msg":"Asset not found","data":null}"#, status: 400),
    ] {
      let observed = try ObservedClient(answer)
      let error = try await memoriesError {
        try await observed.client.chunks(of: VisualIntelligence.DownloadAsset("re_1"))
      }
      XCTAssertEqual(error.kind, .notFound)
      XCTAssertEqual(error.code, "400")
      XCTAssertEqual(error.operation, "VisualIntelligence.DownloadAsset")
    }
  }
}
