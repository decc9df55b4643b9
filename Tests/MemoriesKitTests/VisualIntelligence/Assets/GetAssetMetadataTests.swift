import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class GetAssetMetadataTests: XCTestCase {
  func testADriftedAnswerIsUnderstood() async throws {
    let answer = """
      {"total": "3", "resource": [
        {"assetId": 9007199254740993, "fileSize": 5000000000, "uploadStatus": "WAITING",
         "createTime": 1766989317192, "originalFilename": "null"},
        {"asset_id": "imc_1_0", "upload_status": "PAUSED", "file_size": "large"},
        {"extension": "no id"}]}
      """
    let observed = try ObservedClient(.agreed(answer))
    let reply = try await observed.client.reply(
      to: VisualIntelligence.GetAssetMetadata("im_1"))
    let output = try reply.result.get()
    XCTAssertEqual(output.total, 3)
    let assets = try XCTUnwrap(output.assets)
    XCTAssertEqual(assets.map(\.assetID), ["9007199254740993", "imc_1_0"])
    XCTAssertEqual(assets.map(\.fileSize), [5_000_000_000, nil])
    XCTAssertEqual(
      assets.map(\.uploadStatus), [.waiting, VisualIntelligence.UploadStatus(rawValue: "PAUSED")])
    XCTAssertEqual(
      assets.first?.createTime, Date(timeIntervalSince1970: 1_766_989_317.192))
    XCTAssertNil(assets.first?.originalFilename)
    XCTAssertEqual(
      reply.drift.map(\.kind).filter { $0 != .unreadableMember },
      [.unknownValue, .skippedElement])
  }
}
