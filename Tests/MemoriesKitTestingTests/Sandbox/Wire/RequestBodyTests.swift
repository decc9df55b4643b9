import MemoriesKitTesting
import XCTest

final class RequestBodyTests: SandboxTestCase {
  private let chunked = "POST /sink HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

  func testChunkedBodyIsPutTogether() async throws {
    try await withSink { sandbox in
      let body = "3\r\nabc\r\n0A;name=value\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
      let answer = try RawClient.exchange(chunked + body, with: sandbox)
      XCTAssertTrue(answer.hasSuffix("\r\n\r\nabc0123456789"), answer)
    }
  }

  func testMalformedChunksAreRefused() async throws {
    try await withSink { sandbox in
      for body in ["xyz\r\n", "3\r\nabcd\r\n0\r\n\r\n", "\r\n", "-1\r\n", "3\nabc\r\n"] {
        let answer = try RawClient.exchange(chunked + body, with: sandbox)
        XCTAssertTrue(answer.hasPrefix("HTTP/1.1 400 "), "\(body.debugDescription): \(answer)")
      }
    }
  }

  func testBodyShorterThanItsLengthIsNoRequest() async throws {
    try await withSink { sandbox in
      let answer = try RawClient.exchange(
        "POST /sink HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", with: sandbox)
      XCTAssertEqual(answer, "")
      let exchange = await sandbox.exchange { $0.isOver }
      XCTAssertEqual(exchange?.request.bodyByteCount, 3)
      XCTAssertEqual(exchange?.progress, .headReceived)
      XCTAssertNotNil(exchange?.failure)
    }
  }

  func testBodyLongerThanItsLengthIsRefusedAsANextRequest() async throws {
    try await withSink { sandbox in
      let answer = try RawClient.exchange(
        "POST /sink HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcdef\r\n", with: sandbox)
      XCTAssertTrue(answer.hasPrefix("HTTP/1.1 200 "), answer)
      XCTAssertTrue(answer.contains("abcHTTP/1.1 400 "), answer)
    }
  }

  func testExpectationIsAnsweredWithContinue() async throws {
    try await withSink { sandbox in
      let result = try Curl.run(
        "-i", "-H", "Expect: 100-continue", "--expect100-timeout", "60", "--data", "abc",
        sandbox.url("/sink"))
      XCTAssertTrue(result.text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
      XCTAssertTrue(result.text.hasSuffix("\r\n\r\nabc"))
    }
  }

  private func withSink(_ body: (Sandbox) async throws -> Void) async throws {
    try await withSandbox { sandbox in
      sandbox.route("POST", "/sink") { Sandbox.Answer(body: .data($0.body)) }
      try await body(sandbox)
    }
  }
}
