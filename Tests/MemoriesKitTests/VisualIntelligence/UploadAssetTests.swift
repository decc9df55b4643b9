import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class UploadAssetTests: XCTestCase {
  private var temporary: TemporaryDirectory?

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }
  override func tearDown() { temporary?.remove() }

  private func movie() throws -> URL {
    try XCTUnwrap(temporary).write(Data("moving pictures".utf8), named: "my_video.mp4")
  }

  func testOnePartIsSent() async throws {
    let observed = try ObservedClient(.agreed(#"{"asset_id":"re_1"}"#))
    _ = try await observed.client.send(VisualIntelligence.UploadAsset(file: movie()))
    let sent = try observed.onlyRequest()
    XCTAssertEqual(sent.method, "POST")
    XCTAssertEqual(
      sent.url.absoluteString, "https://mavi-backend.memories.ai/serve/api/v2/upload")
    sent.assertIsWellFormed()
    XCTAssertEqual(
      sent.body.text,
      try sent.multipart([
        ("name=\"file\"; filename=\"my_video.mp4\"", "video/mp4", "moving pictures")
      ]))
  }

  func testBytesInMemoryLookTheSameOnTheWire() async throws {
    let observed = try ObservedClient(.agreed(#"{"asset_id":"re_1"}"#))
    _ = try await observed.client.send(
      VisualIntelligence.UploadAsset(.data(Data("sound".utf8), fileName: "Ton.M4A")))
    let sent = try observed.onlyRequest()
    sent.assertIsWellFormed()
    XCTAssertEqual(
      sent.form,
      [
        RecordedPart(
          name: "file", filename: "Ton.M4A", contentType: "audio/mp4",
          content: Data("sound".utf8))
      ])
  }

  func testTheDocumentedAnswerIsUnderstood() async throws {
    let observed = try ObservedClient(har: "upload_asset.har")
    let reply = try await observed.client.reply(
      to: VisualIntelligence.UploadAsset(file: movie()))
    XCTAssertEqual(reply.envelope.code, "200")
    XCTAssertEqual(try reply.result.get().assetID, "re_660727003963174912")
    try observed.replay.finish()
  }

  func testADriftedAnswerIsUnderstood() async throws {
    let answers: [(String, VisualIntelligence.AssetID)] = [
      (#"{"code":"0000","data":{"assetId":"re_1"}}"#, "re_1"),
      (#"{"code":"200","data":{"AssetID":660727003963174913}}"#, "660727003963174913"),
      (#"{"message":"ok","success":true,"data":{"asset_id":"re_1","x":0}}"#, "re_1"),
    ]
    for (answer, id) in answers {
      let observed = try ObservedClient(.json(answer))
      let output = try await observed.client.send(
        VisualIntelligence.UploadAsset(file: movie()))
      XCTAssertEqual(output.assetID, id)
    }
  }

  /// The page: "HTTP 400 with a generic body" is shared by rate limits and validation.
  func testTheAmbiguousRefusalIsNotTakenForARateLimit() async throws {
    let observed = try ObservedClient(
      .refused(code: "400", "Request has exceeded the limit.", status: 400))
    let file = try movie()
    let error = try await memoriesError {
      try await observed.client.send(VisualIntelligence.UploadAsset(file: file))
    }
    XCTAssertEqual(error.kind, .refused)
    XCTAssertEqual(error.outcome, .refused)
  }

  func testEveryDocumentedFormatIsAcceptedInAnyCase() {
    let documented = """
      MP4 MOV AVI WebM MKV FLV WMV MPEG MP3 WAV AAC FLAC OGG M4A JPEG PNG GIF WebP BMP TIFF jpg
      """
    for suffix in documented.split(whereSeparator: \.isWhitespace) {
      let medium = MediaSource.data(Data([1]), fileName: "a.\(suffix)")
      XCTAssertEqual(VisualIntelligence.UploadAsset(medium).problems(), [], "\(suffix)")
    }
  }

  func testWhatCannotBeAnAssetIsRefusedBeforeAnythingIsSent() async throws {
    let observed = try ObservedClient()
    let folder = try XCTUnwrap(temporary).url
    let refused: [(MediaSource, Int)] = [
      (.data(Data([1]), fileName: "a.txt"), 1),
      (.data(Data(), fileName: "a.mp4"), 1),
      (.data(Data(), fileName: ""), 2),
      (.file(folder.appendingPathComponent("none.mp4")), 1),
      (.file(folder), 2),
    ]
    for (medium, count) in refused {
      let error = try await memoriesError {
        try await observed.client.send(VisualIntelligence.UploadAsset(medium))
      }
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.problems.map(\.field), Array(repeating: "medium", count: count))
    }
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testNoSizeIsTooLargeBecauseNoneIsDocumented() throws {
    let file = try SparseFile.create(
      5 << 30, at: XCTUnwrap(temporary).url.appendingPathComponent("a.mp4"))
    XCTAssertEqual(VisualIntelligence.UploadAsset(file: file).problems(), [])
  }

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(VisualIntelligence.UploadAsset(file: movie()))
    try assertSurvivesStorage(
      VisualIntelligence.UploadAsset(.data(Data([0]), fileName: "a.png")))
  }
}
