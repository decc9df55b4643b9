import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class DownloadAssetTests: XCTestCase {
  func testAnIDStaysInItsPlaceInThePath() async throws {
    let base = "https://mavi-backend.memories.ai/serve/api/v2/"
    for (id, path) in AssetPaths.all {
      let observed = try ObservedClient(.file)
      for try await _ in try await observed.client.chunks(
        of: VisualIntelligence.DownloadAsset(id))
      {}
      let sent = try observed.onlyRequest()
      XCTAssertEqual(sent.method, "GET")
      XCTAssertEqual(sent.url.absoluteString, base + path + "/download")
      XCTAssertEqual(sent.body, .empty)
      sent.assertIsWellFormed(accepts: "*/*")
    }
  }

  func testTheIDIsTheNameWhenNobodySaysOtherwise() async throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let observed = try ObservedClient(.file)
    let saved = try await observed.client.download(
      VisualIntelligence.DownloadAsset("re_657739295220518912"), to: .directory(directory.url))
    XCTAssertEqual(saved.url.lastPathComponent, "re_657739295220518912")
  }

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

  func testAnEmptyIDIsRefusedBeforeAnythingIsSent() async throws {
    let observed = try ObservedClient(.file)
    let error = try await memoriesError {
      try await observed.client.chunks(of: VisualIntelligence.DownloadAsset(" "))
    }
    XCTAssertEqual(error.problems.map(\.field), ["assetID"])
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(VisualIntelligence.DownloadAsset("re_1"))
  }
}

/// Ids as the service gives them, and as an attacker would, with what they are in a path.
enum AssetPaths {
  static let all: [(VisualIntelligence.AssetID, String)] = [
    ("re_660727003963174912", "re_660727003963174912"),
    ("imc_660727003963174912_0", "imc_660727003963174912_0"),
    ("../x", "..%2Fx"),
    ("a/b?c#d", "a%2Fb%3Fc%23d"),
    ("..", "%252E%252E"),
    (".", "%252E"),
    ("%2e%2e", "%252e%252e"),
    ("a b\r\nc\0\"\\", "a%20b%0D%0Ac%00%22%5C"),
    ("ä;@:&=+$,", "%C3%A4%3B@:%26%3D%2B%24%2C"),
  ]
}
