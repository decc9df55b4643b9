import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class UploadAssetTests: DirectoryTestCase {
  private let upload = VisualIntelligence.UploadAsset(file: Media.movie)

  func testADriftedAnswerIsUnderstood() async throws {
    let answers: [(String, VisualIntelligence.AssetID)] = [
      (#"{"code":"0000","data":{"assetId":"re_1"}}"#, "re_1"),
      (#"{"code":"200","data":{"AssetID":660727003963174913}}"#, "660727003963174913"),
      (#"{"message":"ok","success":true,"data":{"asset_id":"re_1","x":0}}"#, "re_1"),
    ]
    for (answer, id) in answers {
      let observed = try ObservedClient(.json(answer))
      let output = try await observed.client.send(upload)
      XCTAssertEqual(output.assetID, id)
    }
  }

  /// The page: "HTTP 400 with a generic body" is shared by rate limits and validation.
  func testTheAmbiguousRefusalIsNotTakenForARateLimit() async throws {
    let observed = try ObservedClient(
      .refused(code: "400", "Request has exceeded the limit.", status: 400))
    let error = try await memoriesError { try await observed.client.send(upload) }
    XCTAssertEqual(error.kind, .refused)
    XCTAssertEqual(error.outcome, .refused)
  }

  func testNoSizeIsTooLargeBecauseNoneIsDocumented() throws {
    let file = try SparseFile.create(5 << 30, at: url("a.mp4"))
    XCTAssertEqual(VisualIntelligence.UploadAsset(file: file).problems(), [])
  }
}
