import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class GetAssetMetadataTests: XCTestCase {
  func testAnIDStaysInItsPlaceInThePath() async throws {
    let base = "https://mavi-backend.memories.ai/serve/api/v2/"
    for (id, path) in AssetPaths.all {
      let observed = try ObservedClient(.agreed("{}"))
      _ = try await observed.client.send(VisualIntelligence.GetAssetMetadata(id))
      let sent = try observed.onlyRequest()
      XCTAssertEqual(sent.method, "GET")
      XCTAssertEqual(sent.url.absoluteString, base + path + "/metadata")
      XCTAssertEqual(sent.body, .empty)
      sent.assertIsWellFormed()
    }
  }

  func testTheDocumentedMembersAreUnderstood() async throws {
    let observed = try ObservedClient(har: "get_asset_metadata.har")
    let answer = try await observed.client.send(
      VisualIntelligence.GetAssetMetadata("re_660727003963174912"))
    XCTAssertEqual(answer.total, 1)
    let asset = try XCTUnwrap(answer.assets?.first)
    XCTAssertEqual(asset.assetID, "re_660727003963174912")
    XCTAssertEqual(asset.originalFilename, "my_video.mp4")
    XCTAssertEqual(asset.fileExtension, "mp4")
    XCTAssertEqual(asset.fileSize, 133_652_816)
    XCTAssertEqual(asset.uploadStatus, .success)
    XCTAssertEqual(asset.createTime, Date(timeIntervalSince1970: 1_766_989_317.192))
    XCTAssertEqual(asset.modifyTime, asset.createTime)
    try assertSurvivesStorage(answer)
  }

  // Only a download may go by the message, so an unknown asset is here a refusal like any other.
  func testAnUnknownAssetIsARefusal() async throws {
    let observed = try ObservedClient(har: "get_asset_metadata.har")
    let error = try await memoriesError {
      try await observed.client.send(VisualIntelligence.GetAssetMetadata("re_1"))
    }
    XCTAssertEqual(error.kind, .refused)
    XCTAssertEqual(error.code, "400")
    XCTAssertEqual(error.serverMessage, "Asset not found")
  }

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

  func testAnEmptyIDIsRefusedBeforeAnythingIsSent() async throws {
    let observed = try ObservedClient()
    for id: VisualIntelligence.AssetID in ["", "\u{A0}"] {
      let error = try await memoriesError {
        try await observed.client.send(VisualIntelligence.GetAssetMetadata(id))
      }
      XCTAssertEqual(error.problems.map(\.field), ["assetID"])
    }
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(VisualIntelligence.GetAssetMetadata("re_1"))
  }
}
