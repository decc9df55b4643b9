import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// The whole of Visual Intelligence through the client: what a user's test sees of a sandbox.
final class SandboxIntelligenceTests: SandboxTestCase {
  private func addTalk(to sandbox: Sandbox) throws -> VisualIntelligence.AssetID {
    let assetID = sandbox.addAsset(Data("talk".utf8), named: "talk.mp4")
    try sandbox.describe(
      assetID,
      transcript: [
        Sandbox.Line("the tide", from: 1, to: 2), Sandbox.Line("is rising", from: 2, to: 3.5),
      ],
      captions: [Sandbox.Line("a harbour", from: 0, to: 9)])
    return VisualIntelligence.AssetID(assetID)
  }

  private func refusal(
    _ call: () async throws -> Void
  ) async throws -> MemoriesError? {
    do {
      try await call()
      return nil
    } catch let error as MemoriesError {
      return error
    }
  }

  // MARK: Assets

  func testAnUploadToASignedAddressWithoutTheKey() async throws {
    try await withSandboxAndClient { sandbox, client in
      let upload = try await client.send(VisualIntelligence.RequestSignedUpload(for: "a.mp4"))
      XCTAssertEqual(upload.expiresIn, 93_600)
      XCTAssertFalse("\(upload)\(String(reflecting: upload))".contains("signature"), "\(upload)")
      let medium = MediaSource.data(Data("film".utf8), fileName: "a.mp4")
      try await client.send(VisualIntelligence.SendToSignedURL(upload.signedURL, medium))
      XCTAssertEqual(sandbox.exchanges.last?.request.headers.values("Authorization"), [])
      let asset = try await client.waitUntilReady(upload.assetID)
      XCTAssertEqual(asset.fileSize, 4)
      XCTAssertEqual(asset.originalFilename, "a.mp4")

      // An address is good for one upload, and refuses who sends a key.
      let again = try await refusal {
        try await client.send(VisualIntelligence.SendToSignedURL(upload.signedURL, medium))
      }
      XCTAssertEqual(again?.status, 403)
      struct Leak: AnsweredOperation {
        typealias Output = NoOutput
        let address: URL
        var service: MemoriesService { MemoriesService(at: address, authorization: .clientKey) }
        func request() -> MemoriesRequest { MemoriesRequest(.post) }
      }
      let leak = try await refusal { try await client.send(Leak(address: upload.signedURL)) }
      XCTAssertEqual(leak?.serverMessage, "A signed address takes no key")
    }
  }

  func testADeletedAssetIsGone() async throws {
    try await withSandboxAndClient { sandbox, client in
      let assetID = try addTalk(to: sandbox)
      try await client.send(VisualIntelligence.DeleteAsset(assetID))
      XCTAssertEqual(sandbox.assetIDs, [])
      let again = try await refusal {
        try await client.send(VisualIntelligence.DeleteAsset(assetID))
      }
      XCTAssertEqual(again?.kind, .refused)
    }
  }

  // MARK: Speech

  func testWhatIsSaid() async throws {
    try await withSandboxAndClient { sandbox, client in
      let assetID = try addTalk(to: sandbox)
      var request = VisualIntelligence.TranscribeAudio(assetID)
      let plain = try await client.send(request)
      XCTAssertEqual(plain.text, "the tide is rising")
      XCTAssertEqual(plain.model, .whisper1)
      XCTAssertEqual(plain.segments.map(\.startTime), [1, 2])
      XCTAssertEqual(plain.segments.map(\.speaker), [nil, nil])
      request.tellsSpeakers = true
      let spoken = try await client.send(request)
      XCTAssertEqual(spoken.segments.map(\.speaker), ["SPEAKER_00", "SPEAKER_00"])

      let speakers = try await client.send(VisualIntelligence.TellSpeakers(assetID))
      XCTAssertEqual(speakers.model, "pyannote")
      XCTAssertEqual(speakers.segments.map(\.endTime), [2, 3.5])
      XCTAssertEqual(speakers.text, "")

      let text = try await client.send(
        VisualIntelligence.SpeechToText(.asset(assetID), with: .assemblyAI))
      XCTAssertEqual(text["text"]?.string, "the tide is rising")

      let silent = VisualIntelligence.AssetID(sandbox.addAsset(Data([1]), named: "a.mp3"))
      let nothing = try await client.send(VisualIntelligence.TranscribeAudio(silent))
      XCTAssertEqual(nothing.segments, [])
      let unknown = try await refusal {
        _ = try await client.send(VisualIntelligence.TranscribeAudio("re_1"))
      }
      XCTAssertEqual(unknown?.serverMessage, "Request has exceeded the limit.")
    }
  }

  // MARK: Embeddings and chat

  func testTextsThatShareWordsHaveVectorsThatAreAlike() async throws {
    try await withSandboxAndClient { sandbox, client in
      var request = VisualIntelligence.EmbedTexts([
        "a red shirt", "the red shirt!", "boats", "Boats",
      ])
      let vectors = try await client.send(request).vectors
      XCTAssertEqual(vectors.map(\.values.count), [768, 768, 768, 768])
      let (near, far) = (
        try XCTUnwrap(vectors[0].cosineSimilarity(to: vectors[1])),
        try XCTUnwrap(vectors[0].cosineSimilarity(to: vectors[2]))
      )
      XCTAssertGreaterThan(near, 0.5)
      XCTAssertLessThan(far, 0.3)
      XCTAssertEqual(vectors[2], vectors[3])
      request.dimensionality = 256
      let short = try await client.send(request).vectors
      XCTAssertEqual(short.map(\.values.count), [256, 256, 256, 256])

      let picture = Data("picture".utf8)
      let assetID = VisualIntelligence.AssetID(sandbox.addAsset(picture, named: "a.png"))
      let sent = try await client.send(
        VisualIntelligence.EmbedImage(.medium(.data(picture, fileName: "a.png"))))
      let kept = try await client.send(VisualIntelligence.EmbedImage(.asset(assetID)))
      XCTAssertEqual(sent, kept)
      let video = try await client.send(VisualIntelligence.EmbedVideo(addTalk(to: sandbox)))
      XCTAssertNotEqual(video, kept)
    }
  }

  func testAChatSaysThatItIsInvented() async throws {
    try await withSandboxAndClient { _, client in
      let answer = try await client.send(
        VisualIntelligence.ChatAboutVideo(
          [.user("What happens?", .file(uri: "https://a.b/c.mp4", mimeType: "video/mp4"))],
          model: .qwenChat))
      XCTAssertEqual(
        answer.text, "The sandbox cannot look at anything. You asked about 1: What happens?")
      XCTAssertEqual(answer.provider, "qwen")
      XCTAssertEqual(answer.providerModel, "qwen3-vl-plus")
      let image = try await client.send(VisualIntelligence.ChatAboutImage([.user("Who?")]))
      XCTAssertEqual(image.text?.hasSuffix("You asked about 0: Who?"), true)
    }
  }

  // MARK: Jobs

  func testWithoutAWebhookAJobIsRefused() async throws {
    try await withSandboxAndClient { sandbox, client in
      let assetID = try addTalk(to: sandbox)
      let error = try await refusal {
        _ = try await client.send(VisualIntelligence.ExtractFrames(assetID))
      }
      XCTAssertEqual(error?.kind, .noWebhook)
      XCTAssertEqual(sandbox.taskIDs, [])
    }
  }

  /// The last notice that the sandbox has posted, once it has posted so many.
  private func notice(_ count: Int, from sandbox: Sandbox) async throws -> VisualIntelligence.Notice
  {
    while sandbox.callbacks.count < count { try await Task.sleep(for: .milliseconds(5)) }
    return try VisualIntelligence.Notice(parsing: Data(sandbox.callbacks[count - 1].body.utf8))
  }

  func testEachJobPostsWhatItsTypeReads() async throws {
    try await withSandboxAndClient { sandbox, client in
      // Nobody answers there, which the sandbox does not mind.
      sandbox.webhook = "http://127.0.0.1:9/hook"
      let assetID = try addTalk(to: sandbox)

      let frames = try await client.send(VisualIntelligence.ExtractFrames(assetID))
      let pictures = try await notice(1, from: sandbox).result(of: frames)
      XCTAssertEqual(pictures.frameIDs.count, 3)
      let collection = try XCTUnwrap(pictures.assetID)
      let metadata = try await client.send(VisualIntelligence.GetAssetMetadata(collection))
      XCTAssertEqual(metadata.assets?.map(\.assetID), pictures.frameIDs)
      let zip = try await client.chunks(of: VisualIntelligence.DownloadAsset(collection))
      XCTAssertEqual(zip.contentType, "application/zip")
      var archive = Data()
      for try await chunk in zip { archive += chunk }
      // The three entries, their directory and its end. Unzipped by hand as well.
      XCTAssertEqual(archive.ranges(of: Data([0x50, 0x4B, 3, 4])).count, 3)
      XCTAssertEqual(archive.ranges(of: Data([0x50, 0x4B, 1, 2])).count, 3)
      XCTAssertEqual(archive.ranges(of: Data([0x50, 0x4B, 5, 6])).count, 1)

      let audio = try await client.send(VisualIntelligence.TranscribeAudioLater(assetID))
      let text = try await notice(2, from: sandbox).result(of: audio)
      XCTAssertEqual(text.text, "the tide is rising")
      let speakers = try await client.send(VisualIntelligence.TellSpeakersLater(assetID))
      let heard = try await notice(3, from: sandbox).result(of: speakers)
      XCTAssertEqual(heard.segments.count, 2)
      XCTAssertEqual(heard.duration, 1)
      let descriptions = try await client.send(VisualIntelligence.DescribeFrames(assetID))
      let seen = try await notice(4, from: sandbox).result(of: descriptions)
      XCTAssertEqual(seen.segments.map(\.text), ["a harbour"])
      let scenes = try await client.send(VisualIntelligence.FindScenes(assetID))
      let found = try await notice(5, from: sandbox).result(of: scenes)
      XCTAssertEqual(found.scenes.count, 1)
      let split = try await client.send(VisualIntelligence.SplitVideo(assetID))
      let parts = try await notice(6, from: sandbox).result(of: split)
      XCTAssertEqual(parts.parts.map(\.assetID), [assetID])
      let edit = try await client.send(VisualIntelligence.EditVideo([assetID], "a trailer"))
      _ = try await notice(7, from: sandbox).result(of: edit)
      let names = try await client.send(VisualIntelligence.RecognizeSpeakers(assetID))
      _ = try await notice(8, from: sandbox).result(of: names)
      let summary = try await client.send(VisualIntelligence.SummarizeVideo(assetID))
      _ = try await notice(9, from: sandbox).result(of: summary)
      let post = try XCTUnwrap(URL(string: "https://a.b/c"))
      let transcript = try await client.send(
        VisualIntelligence.TranscribePost(post, on: .instagram))
      _ = try await notice(10, from: sandbox).result(of: transcript)
      XCTAssertEqual(sandbox.taskIDs.count, 10)
      XCTAssertEqual(sandbox.taskIDs.map(\.utf8.count), Array(repeating: 32, count: 10))
    }
  }

  func testAJobThatTheTestEnds() async throws {
    try await withSandboxAndClient {
      $0.indexing = .onRequest
    } _: { sandbox, client in
      sandbox.webhook = "http://127.0.0.1:9/hook"
      let job = try await client.send(VisualIntelligence.FindScenes(addTalk(to: sandbox)))
      XCTAssertEqual(sandbox.callbacks, [])
      sandbox.finishIndexing(of: job.taskID.rawValue, failing: true)
      let notice = try await notice(1, from: sandbox)
      XCTAssertFalse(notice.isSuccess)
      XCTAssertThrowsError(try notice.result(of: job))
    }
  }

  // MARK: Social media and the agent

  func testPostsOfEachPlatform() async throws {
    try await withSandboxAndClient { _, client in
      let post = try XCTUnwrap(URL(string: "https://a.b/c"))
      for platform in VisualIntelligence.SocialPlatform.allCases {
        let metadata = try await client.send(
          VisualIntelligence.GetPostMetadata(post, on: platform, through: .apify))
        XCTAssertEqual(metadata[0]?["url"]?.string, "https://a.b/c")
        let transcript = try await client.send(
          VisualIntelligence.GetPostTranscript(post, on: platform, through: .rapid))
        XCTAssertEqual(
          (transcript.text ?? transcript.webVTT)?.contains("has not heard this post"), true)
      }
    }
  }

  func testTheAgentFindsPublicVideos() async throws {
    try await withSandboxAndClient { sandbox, client in
      let number = sandbox.addPublicVideo(named: "Takoyaki in Osaka", on: .tikTok)
      sandbox.addPublicVideo(named: "Takoyaki at home", on: .youTube)
      var search = VisualIntelligence.FindVideos("takoyaki")
      search.platforms = [.tikTok]
      var names: [String] = []
      var findings: VisualIntelligence.VideoFindings?
      for try await event in try await client.events(of: search) {
        switch event {
        case .step(let name, _): names.append(name)
        case .complete(let found): findings = found
        }
      }
      XCTAssertEqual(names, ["step"])
      XCTAssertEqual(findings?.videos.map(\.videoID), [number])
      XCTAssertEqual(findings?.videos.map(\.title), ["Takoyaki in Osaka"])
    }
  }

  func testEveryRequestOfTheKitHasARouteThatCanFail() async throws {
    try await withSandbox { sandbox in
      for request in [
        VisualIntelligence.SendToSignedURL.self, VisualIntelligence.FindVideos.self,
        VisualIntelligence.ExtractFrames.self, VisualIntelligence.TranscribePost.self,
        VisualIntelligence.EmbedTexts.self, VisualIntelligence.DeleteAsset.self,
      ] as [any MemoriesOperation.Type] {
        try sandbox.failNext(.request(request), with: .rateLimit)
      }
      XCTAssertEqual(sandbox.unusedFaults.count, 6)
    }
  }
}
