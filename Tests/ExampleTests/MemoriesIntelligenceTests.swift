import Foundation
import MemoriesKitTesting
import XCTest

/// `ask`, `embed`, `transcribe`, `frames` and `find`.
final class MemoriesIntelligenceTests: MemoriesTestCase {
  private func addTalk() throws -> String {
    let assetID = sandbox.addAsset(Data("talk".utf8), named: "talk.mp4")
    try sandbox.describe(assetID, transcript: [Sandbox.Line("the tide", from: 1, to: 2)])
    return assetID
  }

  private var lastBody: String {
    get throws {
      String(decoding: try XCTUnwrap(sandbox.exchanges.last).request.body, as: UTF8.self)
    }
  }

  func testAskAboutURLs() async throws {
    let result = try await memories(
      "ask", "What happens?", "https://a.b/c.mp4", "--system=Be short.", "--max-tokens=9")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(
      result.output, "The sandbox cannot look at anything. You asked about 1: What happens?\n")
    let body = try lastBody
    for part in [
      #""file_uri":"https://a.b/c.mp4","mime_type":"video/mp4""#, #""max_tokens":9"#,
      #""role":"system""#,
    ] {
      XCTAssertTrue(body.contains(part), body)
    }
    _ = try await memories(
      "ask", "Who?", "https://a.b/c", "--type=image/png", "--images", "--model=gpt:gpt-4o")
    XCTAssertTrue(try lastBody.contains(#""image_url":{"url":"https://a.b/c"}"#))
    XCTAssertEqual(sandbox.exchanges.last?.request.path, "/serve/api/v2/iu/chat/completions")
    _ = try await memories("ask", "Who?", "https://a.b/c.mp4", "--model=nova:pro")
    XCTAssertTrue(try lastBody.contains(#""video_url":{"url":"https://a.b/c.mp4"}"#))
  }

  func testAskAboutAnAssetSendsItAlong() async throws {
    let assetID = try addTalk()
    let result = try await memories("ask", "What?", assetID, "--json")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(try json(result.output)["status"], "completed")
    let encoded = Data("talk".utf8).base64EncodedString()
    XCTAssertTrue(try lastBody.contains(encoded))
    let unknown = try await memories("ask", "What?", "re_1")
    XCTAssertEqual(unknown.status, 80)
    let untyped = try await memories("ask", "What?", "https://a.b/c")
    XCTAssertEqual(untyped.status, 64)
    let model = try await memories("ask", "What?", "https://a.b/c.mp4", "--model=gpt-4o")
    XCTAssertEqual(model.status, 65)
  }

  func testEmbed() async throws {
    let people = try await memories("embed", "a red shirt", "the red shirt", "boats")
    XCTAssertEqual(people.status, 0, people.error)
    let lines = people.output.split(separator: "\n")
    XCTAssertEqual(lines.count, 3)
    XCTAssertTrue(lines[0].hasPrefix("1.0 "), people.output)
    XCTAssertTrue(lines[2].hasSuffix("768 numbers  boats"), people.output)
    let machine = try await memories("embed", "a", "--dimensions=2", "--json")
    let vectors = try JSONSerialization.jsonObject(with: Data(machine.output.utf8))
    XCTAssertEqual((vectors as? [[Double]])?.map(\.count), [2])
  }

  func testTranscribe() async throws {
    let assetID = try addTalk()
    let plain = try await memories("transcribe", assetID)
    XCTAssertEqual(plain.output, "1.0 s to 2.0 s  the tide\n")
    let speakers = try await memories("transcribe", assetID, "--speakers")
    XCTAssertEqual(speakers.output, "1.0 s to 2.0 s  SPEAKER_00  the tide\n")
    let only = try await memories("transcribe", assetID, "--only-speakers")
    XCTAssertEqual(only.output, "1.0 s to 2.0 s  SPEAKER_00\n")
    let both = try await memories("transcribe", assetID, "--speakers", "--only-speakers")
    XCTAssertEqual(both.status, 64)
    let unknown = try await memories("transcribe", "re_1")
    XCTAssertEqual(unknown.status, 1)
    XCTAssertTrue(unknown.error.contains("usually means a wrong parameter"), unknown.error)
  }

  func testFramesNeedAWebhook() async throws {
    let assetID = try addTalk()
    let refused = try await memories("frames", assetID)
    XCTAssertEqual(refused.status, 78)
    sandbox.webhook = "http://127.0.0.1:9/hook"
    let result = try await memories("frames", assetID, "--json")
    XCTAssertEqual(result.status, 0, result.error)
    let job = try json(result.output)
    XCTAssertEqual(job["taskId"] as? String, sandbox.taskIDs.last)
    XCTAssertEqual(job["resultType"], "VisualIntelligence.ExtractedFrames")
  }

  func testFindShowsTheEventsAndThenTheVideos() async throws {
    sandbox.addPublicVideo(named: "Takoyaki in Osaka", on: .tikTok)
    let people = try await memories("find", "takoyaki", "--on=TikTok", "--limit=3")
    XCTAssertEqual(people.status, 0, people.error)
    let lines = people.output.split(separator: "\n").map(String.init)
    XCTAssertEqual(lines.count, 3, people.output)
    XCTAssertEqual(lines[0], "step  looking for titles")
    XCTAssertTrue(lines[2].hasPrefix("tiktok  Takoyaki in Osaka  "), people.output)
    let machine = try await memories("find", "takoyaki", "--json")
    XCTAssertEqual(try json(machine.output)["query"], "takoyaki")
    let wrong = try await memories("find", "a", "--on=vimeo")
    XCTAssertEqual(wrong.status, 64)
  }

  func testAnAgentThatStopsInTheMiddle() async throws {
    sandbox.route("POST", "/serve/api/v2/queries/stream") { _ in
      Sandbox.Answer(
        headers: ["Content-Type": "text/event-stream"],
        body: .text("event: step\ndata: {\"message\":\"a\\u001b[31m\"}\n\n"))
    }
    let result = try await memories("find", "a")
    XCTAssertEqual(result.status, 76)
    XCTAssertEqual(result.output, "step  a?[31m\n")
    XCTAssertTrue(result.error.contains("ended before its last event"), result.error)
  }
}
