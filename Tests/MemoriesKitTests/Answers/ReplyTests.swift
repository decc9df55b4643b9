import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class ReplyTests: XCTestCase {
  private let request = VisualSearch.GetMetadata("VI1")

  func testAReplyTellsEverythingAroundTheEnvelope() async throws {
    let observed = try ObservedClient(
      .json(
        #"{"code":"0000","msg":"success","data":{"video_no":"VI1"},"success":true}"#, status: 201,
        headers: [RecordedHeader("X-Request-Id", "abc")]))
    let reply = try await observed.client.reply(to: request)
    XCTAssertEqual(reply.envelope.code, "0000")
    XCTAssertEqual(reply.envelope.msg, "success")
    XCTAssertEqual(reply.envelope.success, true)
    XCTAssertNil(reply.envelope.failed)
    XCTAssertEqual(reply.envelope.data??.videoNo, "VI1")
    XCTAssertEqual(reply.status, 201)
    XCTAssertEqual(reply.headers["x-request-id"], "abc")
    XCTAssertEqual(reply.requestID, "abc")
    XCTAssertEqual(reply.attempts, 1)
    XCTAssertGreaterThanOrEqual(reply.duration, .zero)
    XCTAssertEqual(reply.drift, [])
  }

  func testARefusalIsAValue() async throws {
    for (answer, status) in [
      (ReplayAnswer.refused(code: "\"0402\"", "no credits"), 200),
      (.refused(code: "402", "no credits", status: 402), 402),
    ] {
      let observed = try ObservedClient(answer)
      let reply = try await observed.client.reply(to: request)
      guard case .failure(let failure) = reply.result else { return XCTFail("\(reply)") }
      XCTAssertEqual(failure.msg, "no credits")
      XCTAssertEqual(failure.status, status)
      XCTAssertTrue(reply.envelope.data == nil)
    }
  }

  func testTheNameOfTheRequestIsThatOfTheHeadOrElseThatOfTheBody() async throws {
    let body = #"{"code":"0000","data":null,"requestId":"of the body"}"#
    for (header, expected) in [("of the head", "of the head"), ("", "of the body")] {
      let observed = try ObservedClient(
        .json(body, headers: [RecordedHeader("X-Request-ID", header)]))
      let reply = try await observed.client.reply(to: request)
      XCTAssertEqual(reply.requestID, expected)
    }
    let silent = try ObservedClient()
    let reply = try await silent.client.reply(to: request)
    XCTAssertNil(reply.requestID)
  }

  func testARefusalTellsWhetherItIsClear() async throws {
    for (data, outcome) in [
      ("null", MemoriesError.Outcome.refused), (#"{"video_no":"VI1"}"#, .unknown),
    ] {
      let observed = try ObservedClient(.json(#"{"code":"-1","data":\#(data)}"#))
      let reply = try await observed.client.reply(to: request)
      guard case .failure(let failure) = reply.result else { return XCTFail("\(reply)") }
      XCTAssertEqual(failure.outcome, outcome)
    }
  }

  func testWhatIsNoEnvelopeIsAnErrorHereToo() async throws {
    let observed = try ObservedClient(.body(Data("<html>".utf8), type: "text/html", status: 502))
    let error = try await memoriesError { try await observed.client.reply(to: request) }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
  }
}
