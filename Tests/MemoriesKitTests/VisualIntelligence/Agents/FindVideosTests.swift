import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class FindVideosTests: XCTestCase {
  private typealias AgentEvent = VisualIntelligence.AgentEvent

  private func find(_ stream: String) async throws -> ([AgentEvent], MemoriesError?) {
    let observed = try ObservedClient(
      .body(Data(stream.utf8), type: "text/event-stream", status: 200))
    var events: [AgentEvent] = []
    do {
      for try await event in try await observed.client.events(
        of: VisualIntelligence.FindVideos("takoyaki"))
      {
        events.append(event)
      }
      return (events, nil)
    } catch let error as MemoriesError {
      return (events, error)
    }
  }

  /// The final object as the documentation describes it.
  private let findings = #"""
    {"session_id":"s","query":"takoyaki","answer":"With octopus.","video_references":[{"video_id":"v",
    "url":"https://a.b/v","title":"T","platform":"tiktok","creator":"c","creator_url":"https://a.b/c",
    "thumbnail_url":"https://a.b/t","relevance_note":"r","views":5,"likes":"4","comments":3,
    "engagement_rate":0.1,"duration":"0:45","published_at":"2026-01-01"}],"platforms_searched":["tiktok"],
    "confidence_score":0.9,"steps_taken":4,"execution_time_seconds":61.5,"usage_metrics":{"calls":7}}
    """#.split(separator: "\n").joined()

  func testStepsAndFindings() async throws {
    let (events, error) = try await find(
      """
      event: started
      data: {"session_id":"s"}

      : still thinking

      data: {"type":"tool","tool":"search"}

      event: note
      data: looking

      event: complete
      data: \(findings)

      event: late
      data: {}


      """)
    XCTAssertNil(error)
    XCTAssertEqual(events.count, 4)
    XCTAssertEqual(events[0], .step("started", ["session_id": "s"]))
    XCTAssertEqual(events[1], .step("tool", ["type": "tool", "tool": "search"]))
    XCTAssertEqual(events[2], .step("note", "looking"))
    guard case .complete(let found) = events[3] else { return XCTFail("\(events[3])") }
    XCTAssertEqual(found.sessionID, "s")
    XCTAssertEqual(found.query, "takoyaki")
    XCTAssertEqual(found.answer, "With octopus.")
    XCTAssertEqual(found.platforms, ["tiktok"])
    XCTAssertEqual(found.confidence, 0.9)
    XCTAssertEqual(found.stepCount, 4)
    XCTAssertEqual(found.duration, 61.5)
    XCTAssertEqual(found.json["usage_metrics"]?["calls"], 7)
    let video = try XCTUnwrap(found.videos.first)
    XCTAssertEqual(video.videoID, "v")
    XCTAssertEqual(video.url?.absoluteString, "https://a.b/v")
    XCTAssertEqual(video.title, "T")
    XCTAssertEqual(video.platform, "tiktok")
    XCTAssertEqual(video.creator, "c")
    XCTAssertEqual(video.creatorURL?.absoluteString, "https://a.b/c")
    XCTAssertEqual(video.thumbnailURL?.absoluteString, "https://a.b/t")
    XCTAssertEqual(video.relevanceNote, "r")
    XCTAssertEqual(video.views, 5)
    XCTAssertEqual(video.likes, 4)
    XCTAssertEqual(video.comments, 3)
    XCTAssertEqual(video.engagementRate, 0.1)
    XCTAssertEqual(video.duration, "0:45")
    XCTAssertEqual(video.publishedAt, "2026-01-01")
    let kept = try JSONDecoder().decode(
      VisualIntelligence.VideoFindings.self, from: JSONEncoder().encode(found))
    XCTAssertEqual(kept.videos.map(\.title), ["T"])
  }

  func testTheNameMayBeInTheJSON() async throws {
    for stream in [
      #"data: {"type":"complete","data":\#(findings)}"#,
      #"data: {"event":"complete","answer":"With octopus."}"#,
    ] {
      let (events, error) = try await find(stream + "\n\n")
      XCTAssertNil(error)
      guard case .complete(let found)? = events.last else { return XCTFail(stream) }
      XCTAssertEqual(found.answer, "With octopus.")
    }
  }

  func testAnErrorEndsTheStream() async throws {
    for stream in [
      "event: error\ndata: {\"message\":\"no credits\"}\n\n",
      "data: {\"type\":\"error\",\"message\":\"no credits\"}\n\n",
      "event: error\ndata: no credits\n\n",
      "event: error\ndata: {\"error\":{\"message\":\"no credits\"}}\n\n",
    ] {
      let (events, error) = try await find("event: started\ndata: {}\n\n" + stream)
      XCTAssertEqual(events.count, 1)
      XCTAssertEqual(error?.serverMessage, "no credits")
      XCTAssertEqual(error?.outcome, .unknown)
    }
  }

  func testAStreamThatEndsWithNeitherIsAnError() async throws {
    for stream in ["", "event: started\ndata: {}\n\n", "event: complete\ndata: {}\n"] {
      let (_, error) = try await find(stream)
      XCTAssertEqual(error?.kind, .unexpectedAnswer, stream)
      XCTAssertEqual(error?.outcome, .done, stream)
    }
    let (_, error) = try await find("event: complete\ndata: nothing\n\n")
    XCTAssertEqual(error?.kind, .unexpectedAnswer)
  }

  func testMinutesOfSilenceAreNoStall() throws {
    let client = try MemoriesClient(apiKey: APIKey("sk-test-key"))
    let limits = try client.prepared(
      VisualIntelligence.FindVideos("takoyaki"), MemoriesClient.CallOptions(), nil
    ).limits
    XCTAssertEqual(limits.stall, .seconds(600))
    XCTAssertEqual(limits.response, .seconds(600))
    XCTAssertNil(limits.total)
  }
}
