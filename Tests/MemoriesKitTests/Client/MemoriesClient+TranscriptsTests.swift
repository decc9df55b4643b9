import MemoriesKit
import MemoriesKitTesting
import XCTest

/// The service answers null for two different things, and the client tells them apart.
final class MemoriesClientTranscriptsTests: XCTestCase {
  private func client(metadata: String, transcript: String = "null") throws -> ObservedClient {
    try ObservedClient(
      Replay { request in
        .agreed(request.url.path.hasSuffix("get_metadata") ? metadata : transcript)
      })
  }

  func testATranscriptThatIsThereIsFound() async throws {
    let text = #"{"transcriptions":[{"index":0,"content":" Hi","startTime":"0","endTime":"7"}]}"#
    let observed = try client(
      metadata: #"{"video_no":"VI1","status":"PARSE"}"#, transcript: text)
    let expected = VisualSearch.Transcript(
      segments: [.init(index: 0, content: " Hi", startTime: 0, endTime: 7)])
    let transcript = try await observed.client.transcript(of: "VI1", scope: .uniqueID("a"))
    XCTAssertEqual(transcript, .found(expected))
    let captions = try await observed.client.captions(of: "VI1", scope: .uniqueID("a"))
    XCTAssertEqual(captions, .found(expected))
    XCTAssertEqual(
      observed.replay.requests.map(\.url.lastPathComponent),
      ["get_metadata", "get_audio_transcription", "get_metadata", "get_video_caption"])
    XCTAssertTrue(
      observed.replay.requests.allSatisfy { $0.query.contains { $0.name == "unique_id" } })
  }

  func testAnIndexedVideoWithoutOneHasNone() async throws {
    for nothing in ["null", #"{"transcriptions":[]}"#, "{}"] {
      let observed = try client(
        metadata: #"{"video_no":"VI1","status":"PARSE"}"#, transcript: nothing)
      let state = try await observed.client.transcript(of: "VI1")
      XCTAssertEqual(state, .absent, nothing)
    }
  }

  func testAVideoThatIsNotIndexedIsNotAskedForOne() async throws {
    for (metadata, video) in [
      ("null", nil),
      (
        #"{"video_no":"VI1","status":"UNPARSE"}"#,
        VisualSearch.VideoMetadata(videoNo: "VI1", status: .unparsed)
      ),
      (#"{"video_no":"VI1","status":"FAIL"}"#, .init(videoNo: "VI1", status: .fail)),
      (#"{"video_no":"VI1"}"#, .init(videoNo: "VI1")),
    ] {
      let observed = try client(metadata: metadata)
      let state = try await observed.client.captions(of: "VI1")
      XCTAssertEqual(state, .notIndexed(video))
      XCTAssertEqual(observed.replay.requests.count, 1)
    }
  }
}
