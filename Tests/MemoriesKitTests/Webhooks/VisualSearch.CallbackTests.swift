import Foundation
import MemoriesKit
import TestSupport
import XCTest

final class VisualSearchCallbackTests: XCTestCase {
  private typealias Callback = VisualSearch.Callback

  /// The documented bodies in `Fixtures/answers`, and the name of the member behind each leaf.
  static let documented: [String: [String: KeyPath<VisualSearch.Callback, String?> & Sendable]] = [
    "callback_upload/1.json": ["videoNo": \.video, "status": \.word],
    "callback_upload/2.json": ["videoNo": \.video, "status": \.word, "clientId": \.clientID],
    "callback_upload_url/1.json": ["videoNo": \.video, "status": \.word],
    "callback_upload_url/2.json": ["videoNo": \.video, "status": \.word, "clientId": \.clientID],
    "callback_scraper_url_public/1.json": ["taskId": \.task, "status": \.word],
  ]

  func testEveryLeafOfADocumentedBodyIsInTheCallback() throws {
    for (file, members) in Self.documented {
      let body = try Fixture.data("answers/" + file)
      let callback = try Callback(parsing: body)
      // Foundation reads the leaves, because a fault of the kit's parser must not hide itself here.
      let leaves = try XCTUnwrap(JSONSerialization.jsonObject(with: body) as? [String: String])
      XCTAssertEqual(Set(leaves.keys), Set(members.keys), file)
      for (name, member) in members {
        XCTAssertEqual(callback[keyPath: member], leaves[name], "\(name) in \(file)")
      }
    }
  }

  func testTheThreeSpellingsOfAVideoAreOne() throws {
    for name in ["videoNo", "video_no", "videoId", "video_id", "VIDEONO"] {
      let callback = try Callback(#"{"\#(name)":"VI1","status":"PARSE"}"#)
      XCTAssertEqual(callback.videoNo, "VI1", name)
    }
    XCTAssertEqual(try Callback(#"{"videoNo":null,"videoId":"VI1"}"#).videoNo, "VI1")
    XCTAssertEqual(try Callback(#"{"videoNo":"null","videoId":"VI1"}"#).videoNo, "VI1")
    XCTAssertEqual(
      try Callback(#"{"videoId":604046065381212161}"#).videoNo, "604046065381212161")
  }

  func testAVideoOfAnImportNamesBoth() throws {
    let callback = try Callback(
      #"{"videoId":"VI1","message":"ok","taskId":"t","status":"INDEXING_SUCCEEDED"}"#)
    XCTAssertEqual(callback.videoNo, "VI1")
    XCTAssertEqual(callback.taskID, "t")
    XCTAssertEqual(callback.message, "ok")
    XCTAssertEqual(callback.status, .indexingSucceeded)
  }

  func testStatusesTellSuccessFromFailure() {
    let status = { VisualSearch.CallbackStatus(rawValue: $0) }
    XCTAssertEqual(
      ["PARSE", "INDEXING_SUCCEEDED", "UNPARSE", "SUCCEEDED", "FAIL", "NEW"]
        .map { status($0).isSearchable },
      [true, true, false, false, false, false])
    XCTAssertEqual(
      ["FAIL", "FAILED", "PARSE_ERROR", "ERROR", "PARSE", "SUCCEEDED", "UNPARSE", "NEW"]
        .map { status($0).isFailure },
      [true, true, true, true, false, false, false, false])
    XCTAssertTrue(status("SUCCEEDED").isKnown)
    XCTAssertFalse(status("NEW").isKnown)
  }

  func testAnUnknownWordAndUnknownMembersAreKept() throws {
    let callback = try Callback(#"{"videoNo":"VI1","status":"SLEEPING","extra":[1]}"#)
    XCTAssertEqual(callback.status?.rawValue, "SLEEPING")
    XCTAssertEqual(callback.json["extra"]?[0]?.int64, 1)
  }

  func testAMemberOfAnotherTypeIsLeftOut() throws {
    let callback = try Callback(
      #"{"videoNo":"VI1","status":{"a":1},"message":[],"clientId":true,"taskId":false}"#)
    XCTAssertNil(callback.status)
    XCTAssertNil(callback.message)
    XCTAssertNil(callback.clientID)
    XCTAssertNil(callback.taskID)
  }

  func testAnIdThatCouldNotBeOneIsLeftOut() throws {
    let long = String(repeating: "V", count: 257)
    for id in ["", "VI 1", #"VI1\n[done]"#, "VI\u{e9}", long] {
      XCTAssertThrowsError(try Callback(#"{"videoNo":"\#(id)"}"#), id) { error in
        XCTAssertEqual(error as? Callback.Unreadable, .namesNothing)
      }
    }
    XCTAssertNoThrow(try Callback(#"{"videoNo":"\#(long.dropFirst())"}"#))
  }

  func testWhatIsNoCallbackIsRefused() {
    func reason(_ body: String, limit: Int = 65_536) -> Callback.Unreadable? {
      do {
        _ = try Callback(parsing: Data(body.utf8), limit: limit)
        return nil
      } catch {
        return error
      }
    }
    XCTAssertEqual(reason("[]"), .notAnObject)
    XCTAssertEqual(reason(#""VI1""#), .notAnObject)
    XCTAssertEqual(reason("{}"), .namesNothing)
    XCTAssertEqual(reason(#"{"status":"PARSE"}"#), .namesNothing)
    let body = #"{"videoNo":"VI1"}"#
    XCTAssertNil(reason(body, limit: body.utf8.count))
    XCTAssertEqual(reason(body, limit: body.utf8.count - 1), .tooLarge(limit: 16))
    XCTAssertEqual(
      reason(body + String(repeating: " ", count: 65_536)), .tooLarge(limit: 65_536))
    for broken in ["", "{", "<html>", #"{"videoNo":"VI1""#, "\u{0}"] {
      guard case .notJSON = reason(broken) else { return XCTFail(broken) }
    }
    XCTAssertEqual(
      Callback.Unreadable.namesNothing.description,
      "it names neither a video nor a task")
  }

  func testDeepNestingIsRefusedAndNotFollowed() {
    let body = #"{"videoNo":"# + String(repeating: "[", count: 60_000)
    XCTAssertThrowsError(try Callback(body))
  }
}

extension VisualSearch.Callback {
  fileprivate init(_ json: String) throws {
    try self.init(parsing: Data(json.utf8))
  }

  fileprivate var video: String? { videoNo?.rawValue }
  fileprivate var task: String? { taskID?.rawValue }
  fileprivate var word: String? { status?.rawValue }
}
