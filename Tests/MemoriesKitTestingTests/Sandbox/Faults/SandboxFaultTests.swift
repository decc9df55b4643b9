import Foundation
import XCTest

@testable import MemoriesKitTesting

final class SandboxFaultTests: SandboxTestCase {
  // MARK: Which calls

  func testFaultsStrikeTheirCallsOfTheirRoute() async throws {
    try await withRawRoute { sandbox, url in
      sandbox.route("GET", "/other") { _ in Sandbox.Answer(body: .text("other")) }
      try sandbox.fail(Sandbox.Route("GET", "/raw"), calls: 2...3, with: .gateway())
      var statuses: [String] = []
      for path in ["/raw", "/other", "/raw", "/other", "/raw", "/raw"] {
        statuses.append(try Self.status(sandbox.url(path)))
      }
      XCTAssertEqual(statuses, ["200", "200", "502", "200", "502", "200"])
      try sandbox.failNext(.any, with: .gateway(status: 504))
      XCTAssertEqual(try (0..<2).map { _ in try Self.status(url) }, ["504", "200"])
      try sandbox.failAlways(.any, with: .gateway(status: 503))
      XCTAssertEqual(try (0..<2).map { _ in try Self.status(url) }, ["503", "503"])
      sandbox.removeFaults()
      XCTAssertEqual(try Self.status(url), "200")
    }
  }

  func testFaultsCombine() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .gateway(), .header("X-One", "1"), .closeAfterAnswer)
      let text = try Curl.run("-i", url).text
      XCTAssertTrue(text.hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"), text)
      XCTAssertTrue(text.contains("\r\nX-One: 1\r\n"), text)
    }
  }

  // MARK: Other answers

  func testRateLimitIsThatOfTheProduct() async throws {
    try await withSandbox { sandbox in
      try sandbox.failAlways(.any, with: .rateLimit)
      let search = try sandbox.search("/get_metadata?video_no=VI1", "-w", "\n%{http_code}").text
      XCTAssertEqual(
        search,
        """
        {"code":"0429","msg":"Request has exceeded the limit.","data":null,"success":false,\
        "failed":true}
        200
        """)
      let assets = try sandbox.intelligence("/re_1/metadata", "-w", "\n%{http_code}").text
      XCTAssertEqual(
        assets,
        """
        {"code":429,"msg":"Rate limit exceeded","data":null,"success":false,"failed":true}
        429
        """)
    }
  }

  func testServiceErrorsOfAnyCode() async throws {
    try await withSandbox { sandbox in
      try sandbox.failAlways(.any, with: .serviceError(code: "0403", message: "disabled"))
      XCTAssertEqual(try sandbox.search("/get_metadata?video_no=VI1").json().code, "0403")
      sandbox.removeFaults()
      try sandbox.failAlways(.any, with: .serviceError(code: "409", message: "conflict"))
      let text = try sandbox.intelligence("/re_1/metadata", "-w", "%{http_code}").text
      XCTAssertTrue(text.hasPrefix("{\"code\":409,\"msg\":\"conflict\""), text)
      XCTAssertTrue(text.hasSuffix("409"), text)
    }
  }

  func testErrorOfTheFrameworkHasNoCode() async throws {
    try await withSandbox { sandbox in
      try sandbox.failNext(.visualSearch("GET", "/get_metadata"), with: .spring(status: 503))
      let result = try sandbox.search("/get_metadata?video_no=VI1", "-w", "\n%{http_code}").text
      let lines = result.split(separator: "\n")
      let json = try JSONSerialization.jsonObject(with: Data((lines.first ?? "").utf8))
      let body = try XCTUnwrap(json as? [String: Any])
      XCTAssertEqual(lines.last, "503")
      XCTAssertEqual(
        Set(body.keys), ["timestamp", "path", "status", "error", "requestId"])
    }
  }

  func testFaultInPlaceOfAnAnswerKeepsTheServiceFromActing() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox { sandbox in
      let upload = Sandbox.Route.visualSearch("POST", "/upload")
      try sandbox.failNext(upload, with: .rateLimit)
      XCTAssertEqual(try sandbox.upload(movie).code, "0429")
      XCTAssertEqual(sandbox.videoNos.count, 0)
      try sandbox.failNext(upload, with: .resetAfterBody)
      let url = sandbox.visualSearchURL.absoluteString + "/upload"
      let lost = try Curl.run(
        "-H", "Authorization: \(sandbox.apiKey)", "-F", "file=@\(movie.path);type=video/mp4", url)
      XCTAssertEqual(lost.exitCode, 56)
      XCTAssertEqual(sandbox.videoNos.count, 1)
    }
  }

  func testRedirects() async throws {
    try await withSandbox { other in
      other.route("GET", "/there") { _ in Sandbox.Answer(body: .text("there")) }
      try await withRawRoute { sandbox, url in
        for status in [301, 302, 303, 307, 308] {
          try sandbox.failNext(.any, with: .redirect(status: status, to: other.url("/there")))
          XCTAssertEqual(try Curl.run("-L", url).text, "there", "\(status)")
        }
        try sandbox.failNext(.any, with: .redirect(to: "/raw"))
        XCTAssertEqual(try Curl.run("-L", url).text, "0123456789")
      }
    }
  }

  // MARK: Heads

  func testInterimAnswersComeFirst() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .interim(100, 103))
      let text = try Curl.run("-i", url).text
      XCTAssertTrue(
        text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: "), text)
      XCTAssertTrue(text.contains("\r\n\r\nHTTP/1.1 200 OK\r\n"), text)
      XCTAssertTrue(text.hasSuffix("\r\n\r\n0123456789"), text)
    }
  }

  func testContentTypeIsReplacedOrRemoved() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .contentType("text/html"))
      XCTAssertEqual(
        try Curl.run("-o", "/dev/null", "-w", "%{content_type}", url).text, "text/html")
      try sandbox.failNext(.any, with: .contentType(nil))
      XCTAssertEqual(try Curl.run("-o", "/dev/null", "-w", "%{content_type}", url).text, "")
    }
  }

  func testGarbledHeadsAreSentAsTheyAre() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .rawStatusLine("HTTP/1.1 abc"))
      XCTAssertNotEqual(try Curl.run(url).exitCode, 0)
      try sandbox.failNext(.any, with: .rawHeaderLine("no colon here"))
      let answer = try RawClient.exchange(
        "GET /raw HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", with: sandbox)
      XCTAssertTrue(answer.contains("\r\nno colon here\r\n"), answer)
    }
  }

  // MARK: Lengths

  func testLengthsThatLie() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .withoutContentLength)
      let unsized = try Curl.run("-i", url).text
      XCTAssertFalse(unsized.contains("Content-Length"), unsized)
      XCTAssertTrue(unsized.hasSuffix("0123456789"), unsized)
      try sandbox.failNext(.any, with: .wrongContentLength(by: 5))
      let tooLong = try Curl.run(url)
      XCTAssertEqual(tooLong.exitCode, 18)
      XCTAssertEqual(tooLong.text, "0123456789")
      try sandbox.failNext(.any, with: .wrongContentLength(by: -5))
      XCTAssertEqual(try Curl.run(url).text, "01234")
    }
  }

  func testTruncationOfSizedAndChunkedBodies() async throws {
    try await withRawRoute { sandbox, url in
      sandbox.route("GET", "/chunked") { _ in
        Sandbox.Answer(body: .text("0123456789"), framing: .chunked)
      }
      for url in [url, sandbox.url("/chunked")] {
        try sandbox.failNext(.any, with: .truncation(after: 4))
        let result = try Curl.run(url)
        XCTAssertEqual(result.exitCode, 18, url)
        XCTAssertEqual(result.text, "0123", url)
      }
    }
  }

  func testCutJSONIsAWholeAnswer() async throws {
    try await withSandbox { sandbox in
      try sandbox.failNext(.any, with: .cutJSON(after: 12))
      let result = try sandbox.search("/get_metadata?video_no=VI1")
      XCTAssertEqual(result.exitCode, 0)
      XCTAssertEqual(result.text, "{\"code\":\"000")
    }
  }

  // MARK: Connections

  func testResets() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .resetBeforeBody)
      XCTAssertEqual(try Curl.run("--data", "abc", url).exitCode, 56)
      XCTAssertEqual(sandbox.exchanges.last?.progress, .headReceived)
      try sandbox.failNext(.any, with: .resetAfterBody)
      XCTAssertEqual(try Curl.run("--data", "abc", url).exitCode, 56)
      XCTAssertEqual(sandbox.exchanges.last?.request.bodyByteCount, 3)
      try sandbox.failNext(.any, with: .resetInAnswer(after: 4))
      let result = try Curl.run(url)
      XCTAssertEqual(result.exitCode, 56)
      XCTAssertEqual(sandbox.exchanges.last?.answeredByteCount, 4)
    }
  }

  func testHeadCutShort() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .truncatedHead)
      let result = try Curl.run("-i", url)
      XCTAssertTrue(result.text.hasPrefix("HTTP/1.1 200 OK\r\n"), result.text)
      XCTAssertFalse(result.text.contains("\r\n\r\n"), result.text)
    }
  }

  func testSilentCloseLosesTheKeptConnection() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .closeAfterAnswer)
      let text = try Curl.run("-i", url, url).text
      XCTAssertFalse(text.contains("Connection: close"), text)
      XCTAssertEqual(sandbox.exchanges.map(\.request.connection), [1, 2])
    }
  }

  func testStallsLastUntilTheClientGoesAway() async throws {
    try await withRawRoute { sandbox, _ in
      for fault in [Sandbox.Fault.stall, .stallBeforeBody, .stallInAnswer(after: 4)] {
        try sandbox.failNext(.any, with: fault)
        let count = sandbox.exchanges.count
        let client = try RawClient(sandbox)
        try client.socket.write("POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        _ = await sandbox.exchange { $0.id == count }
        client.socket.close()
        let over = await sandbox.exchange { $0.id == count && $0.isOver }
        XCTAssertNotEqual(over?.progress, .answered)
      }
    }
  }

  func testStallInAnAnswerKeepsWhatWasSent() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .stallInAnswer(after: 4))
      let curl = try Curl([url])
      _ = await sandbox.exchange { $0.answeredByteCount == 4 }
      await sandbox.stop()
      let result = try curl.finish()
      XCTAssertEqual(result.exitCode, 18)
      XCTAssertEqual(result.text, "0123")
    }
  }

  func testSlownessChangesNothingElse() async throws {
    try await withRawRoute { sandbox, url in
      let pace = Sandbox.Pace(pieceSize: 3, pause: .milliseconds(1))
      try sandbox.failNext(.any, with: .drip(pace), .slowReading(pace))
      XCTAssertEqual(try Curl.run("--data", "abcdefghij", url).text, "0123456789")
      XCTAssertEqual(sandbox.exchanges.last?.request.body, Data("abcdefghij".utf8))
    }
  }

  func testEarlyAnswerArrivesAlthoughTheBodyIsNotRead() async throws {
    let movie = try file("a.mp4", Data(count: 8_000_000))
    try await withRawRoute { sandbox, url in
      try sandbox.failAlways(
        .any, with: .answerBeforeBody(Sandbox.Answer(status: 413, body: .text("too large"))))
      for expectation in ["Expect: 100-continue", "Expect:"] {
        let result = try Curl.run(
          "-H", expectation, "--expect100-timeout", "60", "-F", "file=@\(movie.path)", "-w",
          " %{http_code}", url)
        XCTAssertEqual(result.text, "too large 413", expectation)
        XCTAssertEqual(sandbox.exchanges.last?.request.parts.count, 0)
      }
    }
  }

  func testExpectationCanBeIgnored() async throws {
    try await withRawRoute { sandbox, url in
      try sandbox.failNext(.any, with: .withoutContinue)
      let text = try Curl.run(
        "-i", "-H", "Expect: 100-continue", "--expect100-timeout", "0.01", "--data", "abc", url
      ).text
      XCTAssertTrue(text.hasPrefix("HTTP/1.1 200 OK\r\n"), text)
    }
  }

  private func withRawRoute(_ body: (Sandbox, String) async throws -> Void) async throws {
    try await withSandbox { sandbox in
      sandbox.route("*", "/raw") { _ in
        Sandbox.Answer(
          headers: ["Content-Type": "application/octet-stream"], body: .text("0123456789"))
      }
      try await body(sandbox, sandbox.url("/raw"))
    }
  }

  private static func status(_ url: String) throws -> String {
    try Curl.run("-o", "/dev/null", "-w", "%{http_code}", url).text
  }
}
