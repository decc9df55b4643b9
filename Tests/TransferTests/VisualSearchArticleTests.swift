import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// The samples of the articles about Visual Search, as they stand there, on a sandbox.
final class VisualSearchArticleTests: TransferTestCase {
  private func addTalk() throws -> String {
    let (movie, shirt) = (Data("talk".utf8), Data("shirt".utf8))
    let sandbox = try XCTUnwrap(sandbox)
    // "Testing your app".
    let videoNo = sandbox.addVideo(movie, named: "talk.mp4")
    try sandbox.describe(
      videoNo, transcript: [Sandbox.Line("the tide is rising", from: 2, to: 4.5)],
      captions: [Sandbox.Line("a woman at the harbour", from: 0, to: 9)],
      pictures: [Sandbox.Picture(shirt, from: 1, to: 3, score: 0.9)])
    return videoNo
  }

  func testFindingMoments() async throws {
    let client = try client()
    var upload = VisualSearch.UploadVideo(file: try video(100))
    upload.tags = ["outdoor"]
    upload.transcriptionPrompt = "a woman opens an umbrella"
    let expected = try await client.send(upload).videoNo
    sandbox.finishIndexing(of: expected.rawValue)

    var search = VisualSearch.SearchClips("a woman opens an umbrella")
    search.limit = 10
    search.level = .medium
    search.filter.tag = "outdoor"
    let moments = try await client.send(search)
    XCTAssertEqual(moments.map(\.videoNo), [expected])
  }

  func testTranscripts() async throws {
    let client = try client()
    var shown: [String] = []
    func show(_ text: String) { shown.append(text) }
    func show(_ segments: [VisualSearch.Transcript.Segment]) {
      shown.append(segments.compactMap(\.content).joined())
    }
    let silent = sandbox.addVideo(Data("silent".utf8), named: "silent.mp4")
    for videoNo in [try addTalk(), silent, "VI1"].map({ VisualSearch.VideoNo($0) }) {
      switch try await client.transcript(of: videoNo) {
      case .found(let transcript): show(transcript.segments ?? [])
      case .absent: show("Nothing is said in this video.")
      case .notIndexed(let video): show("Not ready: \(video?.status?.rawValue ?? "unknown").")
      }
    }
    XCTAssertEqual(
      shown, ["the tide is rising", "Nothing is said in this video.", "Not ready: unknown."])
  }

  func testTheLibrary() async throws {
    let client = try client()
    func describe(_ upload: inout some VisualSearch.CapturedUpload) {
      upload.tags = ["holiday"]
      upload.cameraModel = "Canon EOS R5"
    }
    var file = VisualSearch.UploadVideo(file: try video(100))
    describe(&file)
    let first = try await client.send(file).videoNo
    var url = VisualSearch.UploadVideoFromURL(
      try XCTUnwrap(URL(string: "https://example.com/a.mp4")))
    describe(&url)
    let second = try await client.send(url).videoNo

    for videoNo in [first, second] { sandbox.finishIndexing(of: videoNo.rawValue) }

    var list = VisualSearch.ListVideos()
    list.tag = "holiday"
    var found: Set<VisualSearch.VideoNo> = []
    for try await video in client.elements(of: list) { found.insert(video.videoNo) }
    XCTAssertEqual(found, [first, second])

    let videoNos = found
    let deletion = try await client.delete(videoNos)
    XCTAssertEqual(deletion.remaining, [])
    XCTAssertEqual(Set(deletion.deleted), found)
  }

  func testImports() async throws {
    let client = try client()
    let post = try XCTUnwrap(URL(string: "https://www.tiktok.com/@a/video/1"))
    let task = try await client.send(VisualSearch.ImportPosts([post]))
    sandbox.finishIndexing(of: task.id.rawValue)
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.last))
    let videos = try await client.waitForImport(task.id, expecting: 1)
    XCTAssertEqual(videos.map(\.status), [.parsed])
  }

  func testCallbacks() async throws {
    let client = try client()
    let address = try XCTUnwrap(URL(string: "https://example.com/indexed"))
    let movie = try video(100)
    let (stream, queue) = AsyncStream.makeStream(of: VisualSearch.Callback.self)
    let token = CallbackToken.random()
    var upload = VisualSearch.UploadVideo(file: movie)
    upload.callback = token.url(for: address)
    let receipt = try await client.send(upload)

    func answer(_ target: String, _ body: Data) -> Int {
      guard token.isIn(target), let callback = try? VisualSearch.Callback(parsing: body) else {
        return 403
      }
      queue.yield(callback)
      return 200
    }
    let body = Data(#"{"videoNo":"\#(receipt.videoNo)","status":"PARSE"}"#.utf8)
    let target = try XCTUnwrap(upload.callback?.absoluteString)
    XCTAssertEqual(answer(target, body), 200)
    XCTAssertEqual(answer("/indexed", body), 403)
    sandbox.finishIndexing(of: receipt.videoNo.rawValue)
    XCTAssertEqual(answer(target, body), 200)
    queue.finish()

    var confirmed: [VisualSearch.VideoNo] = []
    for await callback in stream {
      guard case .confirmed(let videos) = try await client.confirm(callback) else { continue }
      confirmed += videos.map(\.videoNo)
    }
    // Both, because both were asked about after the indexing.
    XCTAssertEqual(confirmed, [receipt.videoNo, receipt.videoNo])
  }
}
