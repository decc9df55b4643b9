import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

private let host = URL(fileURLWithPath: "/")

private struct StopStream: AnsweredOperation {
  typealias Output = JSONValue
  static let answerFormat = AnswerFormat<JSONValue>.bare
  let taskID: String
  let key: APIKey

  var service: MemoriesService { MemoriesService(at: host, authorization: .key(key)) }
  func request() -> MemoriesRequest { MemoriesRequest(.post, "v1", "understand", "stop", taskID) }
}

/// The samples of the article about Visual Intelligence, as they stand there, on a sandbox.
final class VisualIntelligenceArticleTests: TransferTestCase {
  func testAssetsAndSpeech() async throws {
    let (client, movie) = (try client(), try video(100))
    let upload = try await client.send(VisualIntelligence.RequestSignedUpload(for: "talk.mp4"))
    try await client.send(VisualIntelligence.SendToSignedURL(upload.signedURL, file: movie))
    sandbox.finishIndexing(of: upload.assetID.rawValue)
    let asset = try await client.waitUntilReady(upload.assetID)

    try sandbox.describe(
      asset.assetID.rawValue, transcript: [Sandbox.Line("the tide", from: 0, to: 1)])
    let spoken = try await client.send(VisualIntelligence.TranscribeAudio(asset.assetID))
    XCTAssertEqual(spoken.text, "the tide")
  }

  func testChats() async throws {
    struct Scene: Decodable { let title: String, people: Int }
    let replay = Replay { _ in
      .json(#"{"choices":[{"text":"```json\n{\"title\":\"a\",\"people\":2}\n```"}]}"#)
    }
    let client = try MemoriesClient(
      apiKey: APIKey("sk-test-key"), configuration: .replaying(replay))
    let address = "https://example.com/a.mp4"

    var chat = VisualIntelligence.ChatAboutVideo([
      .user("Answer as JSON with title and people.", .file(uri: address, mimeType: "video/mp4"))
    ])
    chat.settings.options = .gemini(responseMIMEType: "application/json")
    let scene = try await client.send(chat).decode(as: Scene.self)
    XCTAssertEqual(scene.people, 2)
    try replay.finish()
  }

  func testVectors() async throws {
    let client = try client()
    let vectors = try await client.send(VisualIntelligence.EmbedTexts(["a red shirt", "a car"]))
      .vectors
    let likeness = vectors[0].cosineSimilarity(to: vectors[1])
    XCTAssertNotNil(likeness)
  }

  func testJobs() async throws {
    let client = try client()
    sandbox.webhook = "http://127.0.0.1:9/hook"
    let assetID = VisualIntelligence.AssetID(sandbox.addAsset(Data([1]), named: "a.mp4"))
    var store: [VisualIntelligence.TaskID: Data] = [:]
    func keep(_ data: Data, under taskID: VisualIntelligence.TaskID) { store[taskID] = data }
    func kept(_ taskID: VisualIntelligence.TaskID) throws -> Data {
      try XCTUnwrap(store[taskID])
    }
    let started = try await client.send(VisualIntelligence.ExtractFrames(assetID))
    try keep(JSONEncoder().encode(started), under: started.taskID)
    sandbox.finishIndexing(of: started.taskID.rawValue)
    while sandbox.callbacks.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let body = Data(try XCTUnwrap(sandbox.callbacks.first).body.utf8)

    let notice = try VisualIntelligence.Notice(parsing: body)
    let job = try JSONDecoder().decode(
      VisualIntelligence.Job<VisualIntelligence.ExtractedFrames>.self, from: kept(notice.taskID))
    let frames = try notice.result(of: job)
    XCTAssertEqual(frames.frameIDs.count, 3)
  }

  func testTheAgent() async throws {
    let (client, question) = (try client(), "takoyaki")
    var shown: [String] = []
    func show(_ text: String) { shown.append(text) }
    for try await event in try await client.events(of: VisualIntelligence.FindVideos(question)) {
      switch event {
      case .step(let name, _): show(name)
      case .complete(let findings): show(findings.answer ?? "")
      }
    }
    XCTAssertEqual(shown.count, 2)
  }

  func testAnOperationWithAnotherKey() throws {
    XCTAssertEqual(
      try StopStream(taskID: "t", key: APIKey("sk-other-key")).request().path,
      ["v1", "understand", "stop", "t"])
  }
}
