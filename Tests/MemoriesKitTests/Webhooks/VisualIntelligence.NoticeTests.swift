import Foundation
import MemoriesKit
import TestSupport
import XCTest

/// The notices of jobs. What they look like is from the documentation's descriptions; it has no
/// example of a whole one.
final class VisualIntelligenceNoticeTests: XCTestCase {
  private typealias Notice = VisualIntelligence.Notice

  private func notice(_ data: String, code: String = "200", id: String = "t1") throws -> Notice {
    try Notice(
      parsing: Data(
        #"{"code":\#(code),"message":"SUCCESS","data":\#(data),"task_id":"\#(id)"}"#.utf8))
  }

  func testFrames() throws {
    let notice = try notice(#"{"asset_ch_ids":["imc_1_0","imc_1_1"],"asset_id":"im_1"}"#)
    XCTAssertEqual(notice.taskID, "t1")
    XCTAssertEqual(notice.code, "200")
    XCTAssertEqual(notice.message, "SUCCESS")
    XCTAssertTrue(notice.isSuccess)
    let frames = try notice.result(
      of: VisualIntelligence.Job<VisualIntelligence.ExtractedFrames>(taskID: "t1"))
    XCTAssertEqual(frames.frameIDs, ["imc_1_0", "imc_1_1"])
    XCTAssertEqual(frames.assetID, "im_1")
  }

  func testNestedResultsAreReadAsIfTheyWereFlat() throws {
    let segments = #"[{"start":0.5,"end":"2","speaker":"SPEAKER_00","text":"a"}]"#
    for data in [
      #"{"data":{"data":\#(segments),"usage_metadata":{"duration":2.5,"model":"whisper-1"}}}"#,
      #"{"data":\#(segments),"usage_metadata":{"duration":2.5,"model":"whisper-1"}}"#,
      #"{"usage_metadata":{"duration":2.5,"model":"whisper-1"},"data":{"data":\#(segments)}}"#,
    ] {
      let text = try notice(data).result(
        of: VisualIntelligence.Job<VisualIntelligence.SpokenText>(taskID: "t1"))
      XCTAssertEqual(text.segments.map(\.startTime), [0.5], data)
      XCTAssertEqual(text.segments.map(\.endTime), [2], data)
      XCTAssertEqual(text.segments.map(\.speaker), ["SPEAKER_00"], data)
      XCTAssertEqual(text.text, "a", data)
      XCTAssertEqual(text.duration, 2.5, data)
      XCTAssertEqual(text.model, "whisper-1", data)
    }
    let bare = try notice(segments).result(
      of: VisualIntelligence.Job<VisualIntelligence.SpokenText>(taskID: "t1"))
    XCTAssertEqual(bare.segments.count, 1)
  }

  func testTheOtherResults() throws {
    let scenes = try notice(#"{"data":{"data":[{"start_frame":1},{"start_frame":2}]}}"#).result(
      of: VisualIntelligence.Job<VisualIntelligence.FoundScenes>(taskID: "t1"))
    XCTAssertEqual(scenes.scenes, [["start_frame": 1], ["start_frame": 2]])

    let parts = try notice(#"{"splits":[{"asset_id":"re_1","create_time":"1"}]}"#).result(
      of: VisualIntelligence.Job<VisualIntelligence.VideoParts>(taskID: "t1"))
    XCTAssertEqual(parts.parts.map(\.assetID), ["re_1"])
    XCTAssertEqual(parts.parts.first?.json["create_time"], "1")

    let descriptions = try notice(
      #"{"data":{"data":[{"start_time":0,"end_time":1.5,"frame_description":"a cat"}]}}"#
    ).result(of: VisualIntelligence.Job<VisualIntelligence.FrameDescriptions>(taskID: "t1"))
    XCTAssertEqual(descriptions.segments.map(\.text), ["a cat"])
    XCTAssertEqual(descriptions.segments.map(\.endTime), [1.5])

    let unknown = try notice(#"{"a":{"b":1},"data":{"c":2}}"#).result(
      of: VisualIntelligence.Job<JSONValue>(taskID: "t1"))
    XCTAssertEqual(unknown["a"]?["b"], 1)
    XCTAssertEqual(unknown["c"], 2)
  }

  func testSpellings() throws {
    for (body, code, message) in [
      (#"{"code":"0000","msg":"success","data":{"task_id":"t1"}}"#, "0000", "success"),
      (#"{"code":200,"message":"ok","msg":"no","taskId":"t1"}"#, "200", "ok"),
      (#"{"task_id":"t1","data":null}"#, nil, nil),
    ] as [(String, String?, String?)] {
      let notice = try Notice(parsing: Data(body.utf8))
      XCTAssertEqual(notice.taskID, "t1", body)
      XCTAssertEqual(notice.code, code, body)
      XCTAssertEqual(notice.message, message, body)
      XCTAssertTrue(notice.isSuccess, body)
    }
  }

  func testAJobThatFailedIsAnError() throws {
    let job = VisualIntelligence.Job<VisualIntelligence.SpokenText>(taskID: "t1")
    for code in ["500", #""0001""#] {
      let notice = try notice("null", code: code)
      XCTAssertFalse(notice.isSuccess)
      XCTAssertThrowsError(try notice.result(of: job)) { error in
        let error = error as? MemoriesError
        XCTAssertEqual(error?.kind, .processingFailed)
        XCTAssertEqual(error?.outcome, .done)
        XCTAssertEqual(error?.serverMessage, "SUCCESS")
      }
    }
  }

  func testWhatIsNoResultOfTheJobIsAnError() throws {
    let job = VisualIntelligence.Job<VisualIntelligence.ExtractedFrames>(taskID: "t1")
    for (data, id, kind) in [
      ("{}", "t1", .unexpectedAnswer), ("null", "t1", .unexpectedAnswer),
      (#"{"asset_ch_ids":[]}"#, "t2", .invalidRequest),
    ] as [(String, String, MemoriesError.Kind)] {
      XCTAssertThrowsError(try notice(data, id: id).result(of: job), data) { error in
        XCTAssertEqual((error as? MemoriesError)?.kind, kind, data)
      }
    }
  }

  func testWhatIsNoNoticeIsRefused() throws {
    for (body, reason) in [
      ("", nil), ("[]", .notAnObject), ("{}", .namesNothing),
      (#"{"task_id":"a b"}"#, .namesNothing), (#"{"task_id":null}"#, .namesNothing),
    ] as [(String, UnreadablePost?)] {
      XCTAssertThrowsError(try Notice(parsing: Data(body.utf8)), body) { error in
        if let reason { XCTAssertEqual(error as? UnreadablePost, reason) }
      }
    }
    XCTAssertThrowsError(try Notice(parsing: Data(count: 11), limit: 10)) { error in
      XCTAssertEqual(error as? UnreadablePost, .tooLarge(limit: 10))
    }
  }

  // MARK: Jobs

  func testAJobGoesToAnotherProcess() throws {
    let job = VisualIntelligence.Job<VisualIntelligence.ExtractedFrames>(taskID: "t1")
    try assertSurvivesStorage(job)
    let data = try JSONEncoder().encode(job)
    XCTAssertEqual(
      try JSONValue(parsing: data)["resultType"], "VisualIntelligence.ExtractedFrames")
    XCTAssertEqual(
      VisualIntelligence.Job<JSONValue>.resultName, "JSONValue")
    // Of another type it must not be read.
    XCTAssertThrowsError(
      try JSONDecoder().decode(
        VisualIntelligence.Job<VisualIntelligence.SpokenText>.self, from: data))
  }

  func testThePayloadFollowsFromTheRequest() async throws {
    let observed = try ObservedClient(.agreed(#"{"task_id":"t1"}"#))
    let job = try await observed.client.send(VisualIntelligence.ExtractFrames("re_1"))
    let frames = try notice(#"{"asset_ch_ids":["imc_1_0"]}"#).result(of: job)
    XCTAssertEqual(frames.frameIDs, ["imc_1_0"])
  }
}
