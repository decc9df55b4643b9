import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// The three shapes of what an import has brought, and the wait for it.
final class GetImportTests: XCTestCase {
  private func output(_ data: String) async throws -> VisualSearch.GetImport.Output {
    let observed = try ObservedClient(.agreed(data))
    let reply = try await observed.client.reply(to: VisualSearch.GetImport("1"))
    XCTAssertEqual(reply.drift, [], data)
    return try reply.result.get()
  }

  func testVideosComeAsObjectsInEitherSpelling() async throws {
    for spelling in ["video_no", "videoNo"] {
      // As an answer of 2025 had it: lengths and times as text, and much that is null.
      let output = try await output(
        #"{"videos":[{"duration":"1487","size":null,"status":"PARSE","fps":null,"width":null,"#
          + #""height":null,"\#(spelling)":"VI1","video_name":"a","create_time":"1758634237659","#
          + #""video_url":"https://www.youtube.com/watch?v=x","resolution_label":null}]}"#)
      XCTAssertEqual(
        output.allVideos,
        [
          .init(
            videoNo: "VI1", videoName: "a", status: .parsed, duration: 1487,
            createTime: Date(timeIntervalSince1970: 1_758_634_237.659),
            videoURL: URL(string: "https://www.youtube.com/watch?v=x"))
        ], spelling)
    }
  }

  func testVideosComeAsNumbers() async throws {
    let output = try await output(#"{"taskId":"31b0","video_ids":["VI1","VI2"]}"#)
    XCTAssertEqual(output.allVideos, [.init(videoNo: "VI1"), .init(videoNo: "VI2")])
    XCTAssertEqual(output.taskID, "31b0")
  }

  func testNothingYetComesInSeveralForms() async throws {
    for data in ["{}", #"{"videos":[]}"#, #"{"video_ids":[]}"#, #"{"videos":null}"#] {
      let output = try await output(data)
      XCTAssertEqual(output.allVideos, [], data)
      XCTAssertEqual(
        VisualSearch.GetImport("1").result(in: output), .pending(state: "no videos yet"), data)
    }
  }

  private func video(
    _ number: Int, _ status: VisualSearch.VideoStatus?, cause: String? = nil
  ) -> VisualSearch.VideoMetadata {
    .init(videoNo: .init("VI\(number)"), status: status, cause: cause)
  }

  private func result(
    _ videos: VisualSearch.VideoMetadata..., expecting count: Int? = nil
  ) -> PollResult<[VisualSearch.VideoMetadata]> {
    VisualSearch.GetImport("1", expecting: count).result(in: .init(videos: videos))
  }

  func testTheWaitEndsWhenEachVideoIsIndexedOrHasFailed() {
    let (one, two) = (video(1, .parsed), video(2, .unparsed))
    XCTAssertEqual(result(one), .ready([one]))
    XCTAssertEqual(
      result(one, two), .pending([one, two], state: "1 of 2 videos are UNPARSE"))
    XCTAssertEqual(result(one, video(2, .fail)), .ready([one, video(2, .fail)]))
    // The older form knows no states.
    XCTAssertEqual(result(video(1, nil)), .ready([video(1, nil)]))
  }

  func testTheWaitGoesOnUntilTheExpectedVideosAreThere() {
    let one = video(1, .parsed)
    XCTAssertEqual(result(one, expecting: 2), .pending([one], state: "1 of 2 videos"))
    XCTAssertEqual(result(one, expecting: 1), .ready([one]))
    XCTAssertEqual(result(one, video(2, .parsed), expecting: 1), .ready([one, video(2, .parsed)]))
  }

  func testTheWaitFailsWhenAllVideosHave() {
    XCTAssertEqual(
      result(video(1, .failed), video(2, .fail, cause: "broken")),
      .failed("FAILED", cause: "broken"))
  }

  func testTheWaitShowsItsStates() async throws {
    let answers = Locked([
      #"{"videos":[]}"#, #"{"videos":[{"video_no":"VI1","status":"UNPARSE"}]}"#,
      #"{"videos":[{"video_no":"VI1","status":"PARSE"}]}"#,
    ])
    let client = try ReplayedClient(
      Replay { _ in .agreed(answers.withLock { $0.removeFirst() }) }
    ) { $0.clock = SkippingClock() }.client
    var counts: [Int?] = []
    for try await state in client.statesOfImport("31b0", expecting: 1) {
      counts.append(state.value?.count)
    }
    XCTAssertEqual(counts, [nil, 1, 1])
  }

  func testAListThatStaysEmptyEndsWithTheTime() async throws {
    let client = try ReplayedClient(Replay { _ in .agreed(#"{"videos":[]}"#) }) {
      $0.clock = SkippingClock()
    }.client
    let error = try await memoriesError { _ = try await client.waitForImport("31b0") }
    XCTAssertEqual(error.kind, .waitExpired)
    XCTAssertEqual(error.lastState, "no videos yet")
    XCTAssertEqual(error.operation, "VisualSearch.GetImport")
  }
}
