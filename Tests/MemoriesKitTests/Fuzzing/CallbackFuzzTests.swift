import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariants: whoever knows the URL of a callback can post anything. It is either refused or names
// something, an id never holds what could break a line of a log, and only the token is the token.
final class CallbackFuzzTests: XCTestCase {
  private let bodies = [
    #"{"videoNo":"VI554046065381212160","status":"PARSE"}"#,
    #"{"videoNo":"mavi_video_1","clientId":"d7a7427b502df6c8e31de003675b7b77","status":"FAIL"}"#,
    #"{"taskId":"4b2d85ea_84f9","status":"SUCCEEDED","message":null}"#,
    #"{"videoId":"VI1","message":"ok","taskId":"t","status":"INDEXING_SUCCEEDED"}"#,
  ]

  func testAnyBodyIsRefusedOrNamesSomething() throws {
    let words = ["videoNo", "video_id", "taskId", "null", "\\u0000", "\\n", "1e9", "[[[[", "{}"]
    var readable = 0
    try FuzzRun("callbacks", cases: 2000).check { generator in
      let bytes = generator.mutated(Array(generator.pick(bodies).utf8), words: words)
      guard let callback = try? VisualSearch.Callback(parsing: Data(bytes)) else { return }
      readable += 1
      let ids = [
        callback.videoNo?.rawValue, callback.taskID?.rawValue, callback.clientID,
      ].compactMap { $0 }
      try require(callback.videoNo != nil || callback.taskID != nil, "names nothing")
      for id in ids {
        try require(
          id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && (1...256).contains(id.utf8.count),
          "\(id.debugDescription) is no id")
      }
    }
    XCTAssertGreaterThan(readable, 100, "hardly any body was a callback")
  }

  func testOnlyTheTokenIsTheToken() throws {
    try FuzzRun("callback tokens", cases: 1000).check { generator in
      let token = CallbackToken.random()
      let target = "/indexed?a=b&token=\(token.text)&c=d"
      let bytes = generator.mutated(Array(target.utf8), words: ["token=", "&", "?", "#", "%"])
      let changed = String(decoding: bytes, as: UTF8.self)
      let query = changed.split(separator: "#", omittingEmptySubsequences: false)[0]
        .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
      let fields = (query ?? "").split(separator: "&")
      let isWhole = fields.contains("token=\(token.text)")
      if token.isIn(changed) { try require(isWhole, "\(changed.debugDescription) has no token") }
      if !changed.contains(token.text) { try require(!token.isIn(changed), changed) }
    }
  }
}
