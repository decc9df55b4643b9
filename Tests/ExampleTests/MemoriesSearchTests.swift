import Foundation
import MemoriesKitTesting
import XCTest

/// `search`, `search-image`, `search-transcripts`, `transcript` and `captions`.
final class MemoriesSearchTests: MemoriesTestCase {
  private func addTalk() throws -> String {
    let number = sandbox.addVideo(Data("talk".utf8), named: "talk.mp4")
    try sandbox.describe(
      number, transcript: [Sandbox.Line("the tide is rising", from: 2, to: 4.5)],
      captions: [Sandbox.Line("a woman at the harbour", from: 0, to: 9)],
      pictures: [Sandbox.Picture(Data("shirt".utf8), from: 1, to: 3, score: 0.9)])
    return number
  }

  private func lines(_ result: ProgramRun.Result) -> [String] {
    result.output.split(separator: "\n").map(String.init)
  }

  func testTextInEachMedium() async throws {
    let number = try addTalk()
    for (text, medium, words) in [
      ("talk", "pictures", ["0.0 s to 1.0 s", "score 1.0"]),
      ("tide", "speech", ["2.0 s to 4.5 s", "the tide is rising"]),
      ("harbour", "captions", ["0.0 s to 9.0 s", "a woman at the harbour"]),
    ] {
      let result = try await memories("search", text, "--in", medium)
      XCTAssertEqual(result.status, 0, result.error)
      for word in [number] + words {
        XCTAssertTrue(result.output.contains(word), "\(medium): \(result.output)")
      }
    }
    try write(10, named: "beach.png")
    let upload = try await memories("upload-images", "beach.png", "--tag=summer")
    XCTAssertEqual(upload.status, 0, upload.error)
    let images = try await memories("search", "summer", "--in=images")
    XCTAssertTrue(images.output.hasPrefix(lines(upload)[0]), images.output)
  }

  func testFiltersReachTheService() async throws {
    let number = try addTalk()
    let result = try await memories(
      "search", "talk", "--limit=3", "--level", "high", "--video", number, "--with-tag=a",
      "--with-camera=b", "--since=2026-01-01 00:00:00", "--near=1.5,-2", "--folder=-1")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(result.output.hasPrefix("nothing found; a video that is not"), result.output)
    let body = String(decoding: try XCTUnwrap(sandbox.exchanges.last).request.body, as: UTF8.self)
    let sent = try json(body)
    XCTAssertEqual(sent["top_k"], 3)
    XCTAssertEqual(sent["filtering_level"], "high")
    XCTAssertEqual(sent["tag"], "a")
    XCTAssertEqual(sent["camera_tag"], "b")
    XCTAssertEqual(sent["latitude"], 1.5)
    XCTAssertEqual(sent["folder_id"], -1)
    XCTAssertTrue(body.contains(number), body)
  }

  func testPublicVideos() async throws {
    let number = sandbox.addPublicVideo(named: "surfing at dawn", on: .youTube)
    try sandbox.describe(number, transcript: [Sandbox.Line("paddle now", from: 1, to: 2)])
    for words in [
      ["search", "surfing", "--public", "youtube"],
      ["search", "paddle", "--public=YouTube", "--in=speech"],
      ["search-transcripts", "paddle", "--public"],
    ] {
      let result = try await run("memories", words)
      XCTAssertEqual(result.status, 0, result.error)
      XCTAssertTrue(result.output.hasPrefix(number), "\(words): \(result.output)")
    }
    let elsewhere = try await memories("search", "surfing", "--public=tiktok")
    XCTAssertEqual(elsewhere.output, "nothing found\n")
  }

  func testWhatPublicVideosDoNotKnowIsRefusedBeforeItIsBilled() async throws {
    try write(10, named: "a.png")
    for (words, message) in [
      (["search", "a", "--public=tiktok", "--in=images"], "--in must be pictures or speech"),
      (["search", "a", "--public=tiktok", "--with-tag=b"], "--public and --with-tag cannot"),
      (["search", "a", "--public=vimeo"], "--public must be one of tiktok, youtube, instagram"),
      (["search", "a", "--in=smells"], "--in must be one of pictures, speech, captions, images"),
      (["search-image", "a.png", "--public=tiktok", "--unique-id=b"], "--public and --unique-id"),
      (["search-transcripts", "a", "--public", "--unique-id=b"], "--public and --unique-id"),
    ] {
      let result = try await run("memories", words)
      XCTAssertEqual(result.status, 64, "\(words)")
      XCTAssertTrue(result.error.hasPrefix("memories: \(message)"), result.error)
    }
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testAnImageInAllVideos() async throws {
    let number = try addTalk()
    try folder.write(Data("shirt".utf8), named: "shirt.png")
    let result = try await memories("search-image", "shirt.png", "--similarity=0.5")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(result.output.hasPrefix("\(number)  1.0 s"), result.output)
    XCTAssertTrue(result.output.contains("score 0.9"), result.output)

    let machine = try await memories("search-image", "shirt.png", "--similarity=0.95", "--json")
    XCTAssertEqual(machine.output.filter { !$0.isWhitespace }, "[]")
    let missing = try await memories("search-image", "hat.png")
    XCTAssertEqual(missing.status, 66)
  }

  func testTranscriptsPageByPage() async throws {
    let number = try addTalk()
    let people = try await memories("search-transcripts", "tide")
    XCTAssertTrue(people.output.hasPrefix(number), people.output)
    XCTAssertTrue(people.output.contains("the tide is rising"), people.output)
    let machine = try await memories("search-transcripts", "tide", "--page=2", "--size=1", "--json")
    XCTAssertEqual(try json(machine.output)["currentPage"], 2)
  }

  func testTranscriptsAndCaptionsOfAVideo() async throws {
    let number = try addTalk()
    let transcript = try await memories("transcript", number)
    XCTAssertEqual(transcript.output, "2.0 s to 4.5 s  the tide is rising\n")
    let captions = try await memories("captions", number, "--json")
    XCTAssertTrue(captions.output.contains("a woman at the harbour"), captions.output)
    XCTAssertEqual(try json(captions.output)["videoNo"], number)
  }

  func testAVideoWithoutATranscriptAndOneThatIsNotReady() async throws {
    let silent = sandbox.addVideo(Data("silent".utf8), named: "silent.mp4")
    let nothing = try await memories("transcript", silent)
    XCTAssertEqual(nothing.status, 0)
    XCTAssertEqual(nothing.output, "")
    let null = try await memories("captions", silent, "--json")
    XCTAssertEqual(null.output, "null\n")

    try write(10, named: "new.mp4")
    _ = try await memories("upload", "new.mp4")
    let new = try XCTUnwrap(sandbox.videoNos.last)
    let early = try await memories("transcript", new)
    XCTAssertEqual(early.status, 75)
    XCTAssertTrue(early.error.contains("not indexed: UNPARSE"), early.error)
    let unknown = try await memories("captions", "VI1")
    XCTAssertEqual(unknown.status, 80)
  }
}
