import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A request that knows how many results it must get.
private struct CountTo: AnsweredOperation {
  static let traits = OperationTraits("CountTo", .safe, silence: .seconds(600))
  typealias Output = [Int]
  let service = MemoriesService.visualIntelligence
  let count: Int

  func request() -> MemoriesRequest { MemoriesRequest(.get, "numbers") }
  func problem(with output: [Int]) -> String? {
    output.count == count ? nil : "\(output.count) numbers for \(count)"
  }
}

final class MemoriesClientSendingTests: XCTestCase {
  private let metadata = VisualSearch.GetMetadata("VI625239098370850816")
  private let known = #"{"video_no":"VI625239098370850816","status":"PARSE"}"#

  private func sendFailure(_ answer: ReplayAnswer, line: UInt = #line) async throws
    -> (MemoriesError, ReplayedClient)
  {
    let observed = try ReplayedClient(answering: answer)
    let error = try await thrownMemoriesError(line: line) {
      try await observed.client.send(metadata)
    }
    XCTAssertEqual(error.operation, "VisualSearch.GetMetadata", line: line)
    XCTAssertEqual(error.attempts, 1, line: line)
    XCTAssertEqual(observed.replay.requests.count, 1, line: line)
    return (error, observed)
  }

  // MARK: An answer

  func testTheOutputIsReturned() async throws {
    let observed = try ReplayedClient(answering: .envelope(known))
    let video = try await observed.client.send(metadata)
    XCTAssertEqual(video?.status, .parsed)
    XCTAssertEqual(observed.story, ["GET /serve/api/v1/get_metadata", "200"])
    let request = try XCTUnwrap(observed.replay.requests.first)
    XCTAssertEqual(request.headers["Authorization"], ReplayedClient.key)
    XCTAssertEqual(request.headers["Accept"], "application/json")
    XCTAssertEqual(request.url.host, "api.memories.ai")
  }

  func testTheReplyIsTheWholeAnswer() async throws {
    let observed = try ReplayedClient(
      answering: .json(
        #"{"code":"0000","msg":"success","data":\#(known),"success":true,"failed":false}"#,
        headers: [RecordedHeader("X-Request-Id", "7f")]))
    let reply = try await observed.client.reply(to: metadata)
    XCTAssertEqual(reply.envelope.code, "0000")
    XCTAssertEqual(reply.envelope.msg, "success")
    XCTAssertEqual(reply.envelope.success, true)
    XCTAssertEqual(reply.envelope.failed, false)
    XCTAssertEqual(try reply.result.get()?.videoNo, "VI625239098370850816")
    XCTAssertEqual(reply.status, 200)
    XCTAssertEqual(reply.headers["x-request-id"], "7f")
    XCTAssertEqual(reply.attempts, 1)
    XCTAssertEqual(reply.drift, [])
  }

  func testTheDurationIsOnTheWatchdogsClock() async throws {
    let clock = TestClock()
    let replay = Replay { _ in
      clock.advance(by: .milliseconds(1500))
      return .envelope("null")
    }
    let observed = try ReplayedClient(replay) { $0.limitsClock = clock }
    let reply = try await observed.client.reply(to: metadata)
    XCTAssertEqual(reply.duration, .milliseconds(1500))
    let answered = try XCTUnwrap(observed.events.first { $0.kind == .answered })
    XCTAssertEqual(answered.attempt, 1)
    XCTAssertEqual(answered.status, 200)
    XCTAssertEqual(answered.duration, .milliseconds(1500))
    XCTAssertEqual(observed.events.last?.duration, .milliseconds(1500))
  }

  func testDriftIsInTheReplyAndToldToTheObserver() async throws {
    let observed = try ReplayedClient(
      answering: .envelope(#"{"video_no":"VI1","status":"REPARSE","fps":"many"}"#))
    let reply = try await observed.client.reply(to: metadata)
    XCTAssertEqual(try reply.result.get()?.status?.rawValue, "REPARSE")
    XCTAssertEqual(Set(reply.drift.map(\.path)), ["data.status", "data.fps"])
    XCTAssertEqual(
      observed.story,
      ["GET /serve/api/v1/get_metadata", "200"] + reply.drift.map { "drift: \($0.path)" })
  }

  // MARK: A refusal

  func testARefusalIsAnErrorOfSend() async throws {
    let (error, observed) = try await sendFailure(
      .refusal(code: "0402", msg: "Insufficient balance"))
    XCTAssertEqual(error.kind, .insufficientBalance)
    XCTAssertEqual(error.outcome, .refused)
    XCTAssertEqual(error.code, "0402")
    XCTAssertEqual(error.serverMessage, "Insufficient balance")
    XCTAssertEqual(error.status, 200)
    XCTAssertEqual(
      observed.story,
      [
        "GET /serve/api/v1/get_metadata", "200", "not again: the cause will not pass",
        "failed: insufficientBalance",
      ])
  }

  func testARefusalIsAValueOfReply() async throws {
    let observed = try ReplayedClient(
      answering: .refusal(code: "0402", msg: "Insufficient balance"))
    let reply = try await observed.client.reply(to: metadata)
    XCTAssertEqual(reply.envelope.failed, true)
    guard case .failure(let failure) = reply.result else { return XCTFail("\(reply)") }
    XCTAssertEqual(failure.code, "0402")
    XCTAssertEqual(failure.msg, "Insufficient balance")
    XCTAssertEqual(failure.status, 200)
    XCTAssertEqual(
      observed.story,
      [
        "GET /serve/api/v1/get_metadata", "200", "not again: the cause will not pass",
        "failed: insufficientBalance",
      ])
  }

  func testARefusalWithoutOurEnvelopeKeepsWhatItSays() async throws {
    let answer = ReplayAnswer.json(
      #"{"error":{"code":"rate_limited","message":"slow down","request_id":"req_1","retry_after":1.5}}"#,
      status: 429)
    let (error, observed) = try await sendFailure(answer)
    XCTAssertEqual(
      error,
      MemoriesError(
        .rateLimited, .refused, operation: "VisualSearch.GetMetadata", replaySafety: .safe,
        attempts: 1, status: 429, code: "rate_limited", serverMessage: "slow down",
        requestID: "req_1", retryAfter: .milliseconds(1500)))
    // It is no envelope, so that it is an error of both verbs.
    let reply = try await thrownMemoriesError {
      try await observed.client.reply(to: metadata)
    }
    XCTAssertEqual(reply, error)
  }

  func testTheHeadTellsTheNameOfTheRequestAndHowLongToWait() async throws {
    let headers = [RecordedHeader("X-Request-ID", "req_2"), RecordedHeader("Retry-After", "2.5")]
    for body in [
      #"{"code":429,"msg":"slow down","request_id":"req_1","retry_after":1}"#,
      #"{"error":{"message":"slow down","request_id":"req_1","retry_after":1}}"#, "<html>",
    ] {
      let (error, _) = try await sendFailure(.json(body, status: 429, headers: headers))
      XCTAssertEqual(error.kind, .rateLimited, body)
      XCTAssertEqual(error.requestID, "req_2", body)
      XCTAssertEqual(error.retryAfter, .milliseconds(2500), body)
      XCTAssertTrue(error.description.contains("request req_2"), error.description)
    }
  }

  func testARefusalKeepsItsHTTPStatus() async throws {
    let answer = ReplayAnswer.json(
      #"{"code":429,"msg":"Rate limit exceeded","data":null}"#, status: 429)
    let (error, _) = try await sendFailure(answer)
    XCTAssertEqual(error.kind, .rateLimited)
    XCTAssertEqual(error.status, 429)
    let reply = try await ReplayedClient(answering: answer).client.reply(to: metadata)
    XCTAssertEqual(reply.status, 429)
  }

  // MARK: No answer

  func testWhatIsNoEnvelopeIsAnErrorOfBoth() async throws {
    let answer = ReplayAnswer.body(
      Data("<html>\(ReplayedClient.key)</html>".utf8), type: "text/html", status: 502)
    let (error, observed) = try await sendFailure(answer)
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(error.status, 502)
    XCTAssertEqual(error.excerpt, "<html>[API key]</html>")
    XCTAssertEqual(observed.story.last, "failed: unexpectedAnswer")

    let other = try ReplayedClient(answering: answer)
    let replyError = try await thrownMemoriesError {
      try await other.client.reply(to: metadata)
    }
    XCTAssertEqual(replyError.kind, .unexpectedAnswer)
  }

  func testAnOutputThatIsNoAnswerToTheRequestIsRefused() async throws {
    let observed = try ReplayedClient(answering: .envelope("[1,2]"))
    let numbers = try await observed.client.send(CountTo(count: 2))
    XCTAssertEqual(numbers, [1, 2])
    for call in [
      { @Sendable in _ = try await observed.client.send(CountTo(count: 3)) },
      { @Sendable in _ = try await observed.client.reply(to: CountTo(count: 3)) },
    ] {
      let error = try await thrownMemoriesError { try await call() }
      XCTAssertEqual(error.kind, .unexpectedAnswer)
      XCTAssertEqual(error.outcome, .done)
      XCTAssertEqual(error.detail, "2 numbers for 3")
      XCTAssertEqual(error.excerpt, "[1,2]")
      XCTAssertEqual(error.operation, "CountTo")
    }
  }

  func testDataThatCannotBeReadWasPaidFor() async throws {
    let observed = try ReplayedClient(
      answering: .json(
        #"{"code":"0000","data":"ready"}"#, headers: [RecordedHeader("X-Request-ID", "req_1")]))
    let error = try await thrownMemoriesError {
      try await observed.client.send(VisualIntelligence.GetAssetMetadata("re_1"))
    }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.code, "0000")
    XCTAssertEqual(error.excerpt, #""ready""#)
    XCTAssertEqual(error.requestID, "req_1")
    XCTAssertEqual(observed.story.last, "failed: unexpectedAnswer")
  }

  func testAConnectionThatFailsIsTold() async throws {
    let (error, observed) = try await sendFailure(.failure(.networkConnectionLost))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(
      observed.story,
      ["GET /serve/api/v1/get_metadata", "not again: sent once", "failed: transport"])
  }

  func testAnAnswerThatIsCutIsTold() async throws {
    let (error, observed) = try await sendFailure(ReplayAnswer.envelope(known).cut(after: 20))
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.status, 200)
    XCTAssertEqual(
      observed.story,
      ["GET /serve/api/v1/get_metadata", "200", "not again: sent once", "failed: transport"])
  }

  func testOneCallMayHaveLimitsOfItsOwn() async throws {
    let clock = TestClock()
    let observed = try ReplayedClient(answering: .stall) { $0.limitsClock = clock }
    var limits = TimeLimits()
    limits.total = .milliseconds(300)
    let (client, metadata) = (observed.client, metadata)
    let call = Task { [limits] in
      try await client.send(metadata, options: MemoriesClient.CallOptions(limits: limits))
    }
    await clock.waitForSleepers(1)
    clock.advance(by: .milliseconds(300))
    let error = try await thrownMemoriesError { try await call.value }
    XCTAssertEqual(error.timeLimit, .total)
  }

  // MARK: Secrets

  func testTheKeyIsInNothingThatAnErrorOrAnEventShows() async throws {
    let key = ReplayedClient.key
    let answers: [ReplayAnswer] = [
      .refusal(code: "0401", msg: "the key \(key) is wrong"), .refusal(code: key, msg: key),
      .json(#"{"error":"\#(key)"}"#, status: 500), .body(Data(key.utf8), type: key, status: 503),
      .envelope(#"{"video_no":1,"status":"\#(key)","tags":"\#(key)","cause":["\#(key)"]}"#),
      .envelope(#"["\#(key)"]"#), .json(key),
    ]
    for answer in answers {
      let observed = try ReplayedClient(answering: answer)
      var shown = ""
      do {
        let reply = try await observed.client.reply(to: metadata)
        dump(reply, to: &shown)
        _ = try await observed.client.send(metadata)
      } catch {
        dump(error, to: &shown)
        shown += "\(error) \(error.localizedDescription)"
      }
      dump(observed.events, to: &shown)
      XCTAssertFalse(shown.contains(key), shown)
      XCTAssertTrue(shown.contains("[API key]"), shown)
    }
  }
}
