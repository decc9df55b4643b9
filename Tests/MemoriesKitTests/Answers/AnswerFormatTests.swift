import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

// Operations as a user of the package would declare them, each with another shape of answer; nothing
// here is known to it.

private protocol Question: AnsweredOperation {}

extension Question {
  static var traits: OperationTraits { OperationTraits("Question", .billed) }
  var service: MemoriesService { .visualIntelligence }
  func request() -> MemoriesRequest { MemoriesRequest(.post, "ask") }
}

private struct Completion: Decodable, Hashable, Sendable {
  struct Choice: Decodable, Hashable, Sendable { let text: String }
  let createdAt: Date?
  let choices: [Choice]
}

/// `{id, created_at, choices, …}` without a frame.
private struct Bare: Question {
  typealias Output = Completion
  static let answerFormat = AnswerFormat<Completion>.bare.datesInSeconds("createdAt")
}

/// A bare list.
private struct List: Question {
  typealias Output = [Int]
  static let answerFormat = AnswerFormat<[Int]>.bare
}

/// `{code, message, data, task_id}`, of which the last stands beside `data`.
private struct Beside: Question {
  struct Output: Decodable, Hashable, Sendable {
    let taskID: String
    let data: [String: Int]

    enum CodingKeys: String, CodingKey {
      case taskID = "task_id"
      case data
    }
  }
  static let answerFormat = AnswerFormat<Output>.wholeEnvelope
}

/// Vectors whose order is that of the question.
private struct Vectors: Question {
  struct Vector: Decodable, Hashable, Sendable { let embedding: [Double] }
  typealias Output = [Vector]
  static let answerFormat = AnswerFormat<Output>.envelope.skippingNothing
}

/// `{status: -1, reason}` under HTTP 200.
private struct Stream: Question {
  struct Output: Decodable, Hashable, Sendable { let taskId: String }
  static let answerFormat = AnswerFormat<Output>.bare.refusing { answer, status in
    guard answer["status"]?.string != "0" else { return nil }
    return APIFailure(
      code: answer["status"]?.string, msg: answer["reason"]?.string, status: status)
  }
}

/// One whose author has not thought of the status, nor of what else the answer says.
private struct Forgetful: Question {
  typealias Output = NoOutput
  static let answerFormat = AnswerFormat<NoOutput>.bare.refusing { answer, _ in
    APIFailure(code: answer["status"]?.string, msg: "no")
  }
}

private struct Removal: Question {
  typealias Output = NoOutput
  static let answerFormat = AnswerFormat<NoOutput>.nothing
}

private struct Times: Question {
  struct Output: Decodable, Hashable, Sendable {
    let created: Date?
    let published: Date?
    let updated: Date?
    var all: [Date]?
    var named: [String: Date]?
  }
  static let answerFormat = AnswerFormat<Output>.envelope.datesInSeconds(
    "published", "all", "named")
}

final class AnswerFormatTests: XCTestCase {
  private func output<E: AnsweredOperation>(_ operation: E, _ answer: ReplayAnswer) async throws
    -> E.Output
  {
    try await ObservedClient(answer).client.send(operation)
  }

  private func error(
    _ operation: some AnsweredOperation, _ answer: ReplayAnswer
  ) async throws -> MemoriesError {
    try await memoriesError { try await ObservedClient(answer).client.send(operation) }
  }

  // MARK: Without a frame

  func testAnAnswerMayBeTheOutputItself() async throws {
    let text = #"{"id":"resp_1","created_at":1767227415,"choices":[{"text":"a cat"}]}"#
    let output = try await output(Bare(), .json(text))
    XCTAssertEqual(
      output,
      Completion(
        createdAt: Date(timeIntervalSince1970: 1_767_227_415), choices: [.init(text: "a cat")])
    )
    let numbers = try await self.output(List(), .json("[1,2,\"3\"]"))
    XCTAssertEqual(numbers, [1, 2, 3])
    let reply = try await ObservedClient(.json(text)).client.reply(to: Bare())
    XCTAssertEqual(reply.result, .success(output))
    XCTAssertNil(reply.envelope.code)
  }

  func testWhatIsMissingInABareAnswerIsNamedFromItsRoot() async throws {
    let error = try await error(Bare(), .json(#"{"id":"resp_1"}"#))
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.detail, "no member choices")
    XCTAssertEqual(error.attempts, 1)
  }

  func testABareAnswerMayBeARefusal() async throws {
    let rows: [(String, Int, MemoriesError.Kind, MemoriesError.Outcome)] = [
      (#"{"code":400,"msg":"no","data":null}"#, 400, .refused, .refused),
      (#"{"code":"0402","msg":"no","data":null}"#, 200, .insufficientBalance, .refused),
      (#"{"code":"0001","success":false}"#, 200, .refused, .refused),
      (
        #"{"status":"errored","error":{"code":"0402","message":"no"}}"#, 200, .insufficientBalance,
        .refused
      ),
      (#"{"error":{"code":"x","message":"no"}}"#, 403, .forbidden, .refused),
      (#"{"choices":[]}"#, 404, .notFound, .refused),
      (#"{"choices":[]}"#, 500, .unexpectedAnswer, .unknown),
      (#"{"choices":[]}"#, 302, .unexpectedAnswer, .unknown),
      ("", 200, .unexpectedAnswer, .unknown),
    ]
    for (text, status, kind, outcome) in rows {
      let error = try await error(Bare(), .json(text, status: status))
      XCTAssertEqual(error.kind, kind, text)
      XCTAssertEqual(error.outcome, outcome, text)
      XCTAssertEqual(error.status, status, text)
    }
    // A code of the output's own is no refusal.
    let output = try await output(Bare(), .json(#"{"code":"US","choices":[]}"#))
    XCTAssertEqual(output, Completion(createdAt: nil, choices: []))
  }

  func testAnErrorObjectOfAnotherForm() async throws {
    let output = try await output(Stream(), .json(#"{"status":0,"task_id":"t","code":7,"msg":""}"#))
    XCTAssertEqual(output, Stream.Output(taskId: "t"))
    let answer = ReplayAnswer.json(#"{"status":-1,"reason":"no such stream"}"#)
    let error = try await error(Stream(), answer)
    XCTAssertEqual(error.kind, .refused)
    XCTAssertEqual(error.outcome, .refused)
    XCTAssertEqual(error.code, "-1")
    XCTAssertEqual(error.serverMessage, "no such stream")
    let reply = try await ObservedClient(answer).client.reply(to: Stream())
    guard case .failure(let failure) = reply.result else { return XCTFail("\(reply)") }
    XCTAssertEqual(failure.code, "-1")
    let status = try await self.error(Stream(), .json(#"{"status":0}"#, status: 429))
    XCTAssertEqual(status.kind, .rateLimited)
  }

  func testAnOperationThatForgetsTheStatusCannotMakeACallLookUndone() async throws {
    for (text, status, outcome) in [
      (#"{"status":-1}"#, 200, .refused), (#"{"status":-1}"#, 504, .unknown),
      (#"{"status":-1,"data":{"video_no":"VI1"}}"#, 200, .unknown),
      (#"{"status":-1,"success":true}"#, 200, .unknown),
    ] as [(String, Int, MemoriesError.Outcome)] {
      let error = try await error(Forgetful(), .json(text, status: status))
      XCTAssertEqual(error.outcome, outcome, text)
      XCTAssertEqual(error.status, status, text)
      XCTAssertEqual(error.attempts, 1, text)
    }
  }

  func testAnErrorAloneIsNoSuccess() async throws {
    for (text, outcome) in [
      (#"{"code":"0402","data":null}"#, .refused),
      (#"{"code":"0402","detail":"no credits"}"#, .refused), (#"{"code":402}"#, .refused),
      // Under a status of success such an object does not say what was done.
      (#"{"error":{"code":"insufficient_quota","message":"no credits"}}"#, .unknown),
      (#"{"error":"no"}"#, .unknown),
      (#"{"error":{"message":"no"},"data":null,"timestamp":1}"#, .unknown),
    ] as [(String, MemoriesError.Outcome)] {
      let bare = try await error(Bare(), .json(text))
      XCTAssertEqual(bare.outcome, outcome, text)
      let nothing = try await error(Removal(), .json(text))
      XCTAssertEqual(nothing.outcome, outcome, text)
    }
    let envelope = try await error(
      Times(), .json(#"{"error":{"message":"no credits"},"data":null}"#))
    XCTAssertEqual(envelope.serverMessage, "no credits")
    XCTAssertEqual(envelope.outcome, .unknown)
    // Beside an output an error is a part of it.
    let output = try await output(Bare(), .json(#"{"choices":[],"error":{"message":"slow"}}"#))
    XCTAssertEqual(output, Completion(createdAt: nil, choices: []))
  }

  // MARK: Beside the data, and nothing

  func testMembersMayStandBesideTheData() async throws {
    let output = try await output(
      Beside(), .json(#"{"code":200,"message":"SUCCESS","data":{"a":1},"task_id":"t"}"#))
    XCTAssertEqual(output, Beside.Output(taskID: "t", data: ["a": 1]))
    let error = try await error(
      Beside(), .json(#"{"code":400,"message":"no","data":null,"task_id":"t"}"#, status: 400))
    XCTAssertEqual(error.serverMessage, "no")
    let bare = try await self.error(Beside(), .json(#"{"task_id":"t"}"#))
    XCTAssertEqual(bare.kind, .unexpectedAnswer)
  }

  func testNothingIsAnAnswerWhereNothingIsAskedFor() async throws {
    for answer in [
      ReplayAnswer.body(Data(), status: 204), .body(Data(), status: 200),
      .body(Data("<xml/>".utf8), type: "application/xml", status: 201), .agreed(),
      .json("[]"), .json(#"{"kind":"storage#object","id":"7"}"#),
    ] {
      let output = try await output(Removal(), answer)
      XCTAssertEqual(output, NoOutput())
    }
    for (answer, kind) in [
      (ReplayAnswer.refused(code: "400", "no"), MemoriesError.Kind.refused),
      (.body(Data("<xml/>".utf8), type: "application/xml", status: 403), .forbidden),
      (.body(Data(), status: 404), .notFound), (.json(#"{"success":false}"#), .refused),
    ] {
      let error = try await error(Removal(), answer)
      XCTAssertEqual(error.kind, kind, "\(answer)")
      XCTAssertEqual(error.outcome, .refused, "\(answer)")
    }
    // Where something is asked for, nothing is none.
    let empty = try await error(List(), .body(Data(), status: 204))
    XCTAssertEqual(empty.kind, .unexpectedAnswer)
  }

  // MARK: Values

  func testAListThatIsReadByPlaceLosesNothing() async throws {
    let whole = try await output(Vectors(), .agreed(#"[{"embedding":[0.5,"1"]},{"embedding":[]}]"#))
    XCTAssertEqual(whole, [.init(embedding: [0.5, 1]), .init(embedding: [])])
    for data in [
      #"[{"embedding":[0.5,null]}]"#, #"[{"embedding":[0.5]},{"vector":[1]}]"#,
      #"[null,{"embedding":[0.5]}]"#,
    ] {
      let error = try await error(Vectors(), .agreed(data))
      XCTAssertEqual(error.kind, .unexpectedAnswer, data)
      XCTAssertEqual(error.outcome, .done, data)
    }
  }

  func testDatesInThreeForms() async throws {
    let moment = Date(timeIntervalSince1970: 1_767_227_415)
    for (data, created, published, updated) in [
      (
        #"{"created":1767227415000,"published":1767227415,"updated":"2026-01-01T00:30:15Z"}"#,
        moment, moment, moment
      ),
      (
        #"{"created":"1767227415500","published":"1767227415.5","updated":"2026-01-01T00:30:15.5+00:00"}"#,
        moment + 0.5, moment + 0.5, moment + 0.5
      ),
      (
        #"{"created":"2026-01-01T08:30:15+08:00","published":"2026-01-01T00:30:15Z","updated":"null"}"#,
        moment, moment, nil
      ),
      (#"{"updated":"2026-01-01 00:30:15"}"#, nil, nil, nil),
    ] as [(String, Date?, Date?, Date?)] {
      let output = try await output(Times(), .agreed(data))
      XCTAssertEqual(
        output, Times.Output(created: created, published: published, updated: updated), data)
    }
    let lists = try await output(
      Times(), .agreed(#"{"all":[1767227415],"named":{"published":1767227415,"x":1767227415}}"#))
    XCTAssertEqual(lists.all, [moment])
    XCTAssertEqual(lists.named, ["published": moment, "x": moment])
  }
}
