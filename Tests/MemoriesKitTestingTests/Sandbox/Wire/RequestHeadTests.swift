import MemoriesKitTesting
import XCTest

final class RequestHeadTests: SandboxTestCase {
  func testMalformedHeadsAreRefused() async throws {
    let host = "Host: a\r\n"
    let heads = [
      "GET /\r\n\(host)\r\n", "GET  / HTTP/1.1\r\n\(host)\r\n", "GET / HTTP/1.1\r\n\r\n",
      "G(T / HTTP/1.1\r\n\(host)\r\n", "GET a HTTP/1.1\r\n\(host)\r\n",
      "GET /%zz HTTP/1.1\r\n\(host)\r\n", "GET / HTTP/1.1\r\n\(host)\(host)\r\n",
      "GET / HTTP/1.1\r\n\(host)Bad Header: 1\r\n\r\n",
      "GET / HTTP/1.1\r\n\(host)Header : 1\r\n\r\n",
      "GET / HTTP/1.1\r\n\(host)Folded: 1\r\n  2\r\n\r\n",
      "GET / HTTP/1.1\r\n\(host)NoColon\r\n\r\n", "GET / HTTP/1.1\n\(host)\r\n",
      "GET / HTTP/1.1\r\n\(host)Control: \u{1}\r\n\r\n",
      "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
      "POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\n",
      "POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: identity\r\n\r\n",
    ]
    try await withSandbox { sandbox in
      sandbox.route("*", "/*") { _ in Sandbox.Answer() }
      for head in heads {
        let answer = try RawClient.exchange(head, with: sandbox)
        XCTAssertTrue(answer.hasPrefix("HTTP/1.1 400 "), "\(head.debugDescription): \(answer)")
      }
      XCTAssertTrue(sandbox.exchanges.allSatisfy { $0.failure != nil })
      let good = try RawClient.exchange("GET / HTTP/1.1\r\n\(host)\r\n", with: sandbox)
      XCTAssertTrue(good.hasPrefix("HTTP/1.1 200 "), good)
    }
  }

  func testOtherVersionsOfTheProtocolAreRefused() async throws {
    try await withSandbox { sandbox in
      let answer = try RawClient.exchange("GET / HTTP/1.0\r\nHost: a\r\n\r\n", with: sandbox)
      XCTAssertTrue(answer.hasPrefix("HTTP/1.1 505 "), answer)
    }
  }

  func testLinesAndHeadsAreBounded() async throws {
    try await withSandbox { sandbox in
      let long = String(repeating: "a", count: 20_000)
      let many = String(repeating: "A: \(String(repeating: "b", count: 1000))\r\n", count: 80)
      for headers in ["A: \(long)\r\n", many] {
        let answer = try RawClient.exchange(
          "GET / HTTP/1.1\r\nHost: a\r\n\(headers)\r\n", with: sandbox)
        XCTAssertTrue(answer.hasPrefix("HTTP/1.1 431 "), answer)
      }
    }
  }
}
