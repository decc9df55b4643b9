import Foundation
import MemoriesKit
import TestSupport
import XCTest

// Invariants: whoever knows the URL of the webhook can post anything, and a model can say anything.
// It is read or refused with an error of the kit, and nothing else happens.
final class NoticeFuzzTests: XCTestCase {
  private let bodies = [
    #"{"code":200,"message":"SUCCESS","data":{"asset_ch_ids":["imc_1_0"],"asset_id":"im_1"},"task_id":"t"}"#,
    #"{"code":"0000","msg":"ok","data":{"data":{"data":[{"start":1,"end":2,"text":"a"}]}},"task_id":"t"}"#,
    #"{"code":200,"data":{"splits":[{"asset_id":"re_1"}],"task_id":"t"}}"#,
  ]

  func testAnyNoticeIsReadOrRefused() throws {
    let words = ["data", "task_id", "splits", "items", "null", "\\u0000", "1e999", "[[[[", "{}"]
    var readable = 0
    let run = FuzzRun("notices", cases: 2000)
    try run.check { generator in
      let bytes = generator.mutated(Array(generator.pick(bodies).utf8), words: words)
      guard let notice = try? VisualIntelligence.Notice(parsing: Data(bytes)) else { return }
      let id = notice.taskID.rawValue
      try require(
        id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && (1...256).contains(id.utf8.count),
        "\(id.debugDescription) is no id")
      readable += try Self.results(notice).count { $0 }
    }
    XCTAssertGreaterThan(readable, run.caseCount / 4, "hardly any notice had a result")
  }

  private static func results(_ notice: VisualIntelligence.Notice) throws -> [Bool] {
    [
      try isReadable(notice, VisualIntelligence.ExtractedFrames.self),
      try isReadable(notice, VisualIntelligence.SpokenText.self),
      try isReadable(notice, VisualIntelligence.VideoParts.self),
      try isReadable(notice, VisualIntelligence.FrameDescriptions.self),
      try isReadable(notice, JSONValue.self),
    ]
  }

  private static func isReadable<Result: Decodable & Sendable>(
    _ notice: VisualIntelligence.Notice, _: Result.Type
  ) throws -> Bool {
    do {
      _ = try notice.result(of: VisualIntelligence.Job<Result>(taskID: notice.taskID))
      return true
    } catch let error as MemoriesError {
      try require(
        [.processingFailed, .unexpectedAnswer].contains(error.kind), "\(error.kind)")
      return false
    }
  }

  func testAnyAnswerOfAModelIsJSONOrNot() throws {
    struct Scene: Decodable { let title: String }
    let texts = [
      "Here:\n```json\n{\"title\": \"a\"}\n```\nbye", "```\n{\"title\": \"b\"}",
      "{\"title\":\"c\"}",
    ]
    var readable = 0
    let run = FuzzRun("answers of models", cases: 2000)
    try run.check { generator in
      let bytes = generator.mutated(
        Array(generator.pick(texts).utf8), words: ["```", "json", "\n", "`", "{", "}"])
      let answer = VisualIntelligence.ChatAnswer(String(decoding: bytes, as: UTF8.self))
      do {
        _ = try answer.decode(as: Scene.self)
        readable += 1
      } catch let error as MemoriesError {
        try require(error.kind == .unexpectedAnswer, "\(error.kind)")
      }
    }
    XCTAssertGreaterThan(readable, run.caseCount / 20, "hardly any answer was readable")
  }
}
