import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// The README's samples compile and do what they say.
final class ReadmeTests: TransferTestCase {
  func testTheWholeJourney() async throws {
    let (client, movie) = (try client(), try video(100_000))
    let photo = try folder.write(Data(count: 100), named: "photo.png")
    let downloads = folder.url.appendingPathComponent("downloads")
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    let shotDate = Date()
    func show(_ fraction: Double?) {}

    // The sample, as it stands in README.md.
    var upload = VisualSearch.UploadVideo(file: movie)
    upload.tags = ["outdoor", "2026"]
    upload.capturedAt = shotDate
    let receipt = try await client.send(upload) { progress in show(progress.fraction) }

    sandbox.finishIndexing(of: receipt.videoNo.rawValue)
    let video = try await client.waitUntilSearchable(receipt.videoNo)

    let clips = try await client.send(
      VisualSearch.SearchClipsByImage(
        image: .file(photo), in: video.videoNo, prompt: "the red shirt"))

    let location = try XCTUnwrap(clips.first?.video)
    let saved = try await client.download(
      VisualSearch.DownloadResource(at: location), to: .directory(downloads))
    XCTAssertEqual(saved.byteCount, 100_000)
    XCTAssertEqual(try Data(contentsOf: saved.url), try Data(contentsOf: movie))
  }

  func testAnOperationOfYourOwn() async throws {
    struct SearchMemories: AnsweredOperation {
      typealias Output = JSONValue
      let service = MemoriesService.visualSearch
      var query: String

      func request() throws -> MemoriesRequest {
        try MemoriesRequest(.post, "memories/search", body: .json(["query": query]))
      }
    }
    sandbox.route("POST", "/serve/api/v1/memories/search") { request in
      .json(#"{"code":"0000","data":{"asked":\#(String(decoding: request.body, as: UTF8.self))}}"#)
    }
    let found = try await client().send(SearchMemories(query: "the harbour"))
    XCTAssertEqual(found, ["asked": ["query": "the harbour"]])
  }

  func testTheObserver() async throws {
    let told = Recorded<String>()
    let log: @Sendable (String, String) -> Void = { told.append("\($0) \($1)") }
    var configuration = try MemoriesClient.Configuration.sandbox(XCTUnwrap(sandbox))
    // The sample, as it stands in README.md.
    configuration.observer = { event in
      guard event.kind == .callEnded else { return log("debug", "\(event)") }
      log(event.result == .failed ? "error" : "info", "\(event)")
    }
    let client = try MemoriesClient(
      apiKey: APIKey(sandbox.apiKey), configuration: configuration)
    _ = try await client.send(VisualSearch.GetMetadata("VI1"))
    let lines = told.values
    XCTAssertEqual(lines.count, 4)
    let pattern =
      /info call \d+ VisualSearch\.GetMetadata: callEnded, succeeded, .+ seconds, attempts 1, .+/
    XCTAssertNotNil(try pattern.wholeMatch(in: lines.last ?? ""), "\(lines)")
  }

  func testReplay() async throws {
    let replay = Replay { request in
      .json(#"{"code": "0000", "msg": "success", "data": {"videoNo": "VI1"}}"#)
    }
    let client = try MemoriesClient(
      apiKey: APIKey("sk-test-key"), configuration: .replaying(replay))
    let receipt = try await client.send(VisualSearch.UploadVideo(file: video(10)))
    XCTAssertEqual(receipt.videoNo, "VI1")
    try replay.finish()
  }

  func testTheRecorder() async throws {
    let file = folder.url.appendingPathComponent("session.har")
    let recorder = Recorder(to: file, scrubber: Scrubber(secrets: [sandbox.apiKey]))
    let client = try MemoriesClient(
      apiKey: APIKey(sandbox.apiKey),
      configuration: .recording(recorder, base: .sandbox(XCTUnwrap(sandbox))))
    _ = try await client.send(VisualSearch.GetMetadata("VI1"))
    try recorder.finish()
    let replay = try Replay(har: file)
    let again = try MemoriesClient(
      apiKey: APIKey("sk-test-key"),
      configuration: .replaying(replay, base: .sandbox(XCTUnwrap(sandbox))))
    let answer = try await again.send(VisualSearch.GetMetadata("VI1"))
    XCTAssertNil(answer)
    try replay.finish()
  }
}
