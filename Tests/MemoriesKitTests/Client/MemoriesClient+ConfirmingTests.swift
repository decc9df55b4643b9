import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// A callback is a claim, and the answer of the service is the truth.
final class MemoriesClientConfirmingTests: XCTestCase {
  private func confirmation(
    _ callback: String, asking answer: String, scope: LibraryScope? = nil
  ) async throws -> (VisualSearch.Callback.Confirmation, [RecordedRequest]) {
    let observed = try ObservedClient(.agreed(answer))
    let callback = try VisualSearch.Callback(parsing: Data(callback.utf8))
    let confirmation = try await observed.client.confirm(callback, scope: scope)
    return (confirmation, observed.replay.requests)
  }

  private func video(_ status: String) -> String {
    #"{"video_no":"VI1","status":"\#(status)"}"#
  }

  func testAVideoIsAskedFor() async throws {
    let (confirmation, requests) = try await confirmation(
      #"{"videoNo":"VI1","status":"PARSE"}"#, asking: video("PARSE"), scope: .uniqueID("a"))
    XCTAssertEqual(confirmation, .confirmed([.init(videoNo: "VI1", status: .parsed)]))
    XCTAssertEqual(requests.map(\.url.lastPathComponent), ["get_metadata"])
    let query = Dictionary(
      uniqueKeysWithValues: requests[0].query.map { ($0.name, $0.value) })
    XCTAssertEqual(query, ["video_no": "VI1", "unique_id": "a"])
  }

  func testWhatAVideoIsSaidToBeIsCompared() async throws {
    for (claim, truth, isConfirmed) in [
      ("PARSE", "PARSE", true), ("INDEXING_SUCCEEDED", "PARSE", true),
      ("PARSE", "UNPARSE", false), ("INDEXING_SUCCEEDED", "FAIL", false),
      ("UNPARSE", "UNPARSE", true), ("UNPARSE", "PARSE", false),
      ("FAIL", "FAILED", true), ("FAILED", "FAIL", true), ("FAIL", "PARSE", false),
      ("SUCCEEDED", "PARSE", false), ("SLEEPING", "SLEEPING", true),
      ("SLEEPING", "PARSE", false),
    ] {
      let (confirmation, _) = try await confirmation(
        #"{"videoNo":"VI1","status":"\#(claim)"}"#, asking: video(truth))
      let videos = [
        VisualSearch.VideoMetadata(videoNo: "VI1", status: .init(rawValue: truth))
      ]
      XCTAssertEqual(
        confirmation, isConfirmed ? .confirmed(videos) : .contradicted(videos),
        "\(claim) and \(truth)")
    }
  }

  func testAVideoWithoutAStatusConfirmsNothingButItself() async throws {
    let bare = #"{"video_no":"VI1"}"#
    let claims = [#"{"videoNo":"VI1","status":"PARSE"}"#, #"{"videoNo":"VI1","status":"FAIL"}"#]
    for claim in claims {
      let (confirmation, _) = try await confirmation(claim, asking: bare)
      XCTAssertEqual(confirmation, .contradicted([.init(videoNo: "VI1")]))
    }
    let (confirmation, _) = try await confirmation(#"{"videoNo":"VI1"}"#, asking: bare)
    XCTAssertEqual(confirmation, .confirmed([.init(videoNo: "VI1")]))
  }

  func testWhatTheServiceDoesNotKnowIsUnknown() async throws {
    for (callback, answer) in [
      (#"{"videoNo":"VI1","status":"PARSE"}"#, "null"),
      (#"{"taskId":"t","status":"SUCCEEDED"}"#, #"{"videos":[]}"#),
      (#"{"taskId":"t","status":"FAILED"}"#, "{}"),
    ] {
      let (confirmation, _) = try await confirmation(callback, asking: answer)
      XCTAssertEqual(confirmation, .unknown, callback)
    }
  }

  func testAnImportIsAskedForWhenNoVideoIsNamed() async throws {
    let videos = #"{"videos":[\#(video("UNPARSE"))]}"#
    let expected = [VisualSearch.VideoMetadata(videoNo: "VI1", status: .unparsed)]
    let (success, requests) = try await confirmation(
      #"{"taskId":"t","status":"SUCCEEDED"}"#, asking: videos)
    XCTAssertEqual(success, .confirmed(expected))
    XCTAssertEqual(requests.map(\.url.lastPathComponent), ["get_video_ids_by_task_id"])
    let (failure, _) = try await confirmation(
      #"{"taskId":"t","status":"FAILED"}"#, asking: videos)
    XCTAssertEqual(failure, .contradicted(expected))
    let (_, ofVideo) = try await confirmation(
      #"{"taskId":"t","videoId":"VI1","status":"INDEXING_SUCCEEDED"}"#, asking: video("PARSE"))
    XCTAssertEqual(ofVideo.map(\.url.lastPathComponent), ["get_metadata"])
  }
}
