import Foundation
import MemoriesKitTesting
import XCTest

final class FormReceiverTests: SandboxTestCase {
  func testMalformedFormsAreRefusedWithAReason() async throws {
    let cases = [
      ("Content-Disposition: attachment; name=\"a\"", "without Content-Disposition"),
      ("Content-Disposition: form-data", "without a name"),
      ("Content-Type: text/plain", "without Content-Disposition"),
      ("Content-Disposition: form-data; name=\"a", "without its end"),
      ("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "twice"),
      ("Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''b", "RFC 7578"),
      ("Content-Disposition: form-data; name=\"a\" b", "not a list"),
    ]
    try await withSandbox { sandbox in
      sandbox.route("POST", "/form") { _ in Sandbox.Answer() }
      for (head, reason) in cases {
        let body = "--b\r\n\(head)\r\n\r\nx\r\n--b--\r\n"
        let answer = try RawClient.exchange(
          """
          POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n\
          Content-Length: \(body.utf8.count)\r\n\r\n\(body)
          """, with: sandbox)
        XCTAssertTrue(answer.hasPrefix("HTTP/1.1 400 "), answer)
        XCTAssertTrue(answer.contains(reason), answer)
      }
      let exchange = try XCTUnwrap(sandbox.exchanges.last)
      XCTAssertEqual(exchange.progress, .answered)
      XCTAssertNotNil(exchange.failure)
    }
  }

  func testFormWithoutABoundaryIsRefused() async throws {
    try await withSandbox { sandbox in
      sandbox.route("POST", "/form") { _ in Sandbox.Answer() }
      let result = try Curl.run(
        "-H", "Content-Type: multipart/form-data", "--data", "x", sandbox.url("/form"))
      XCTAssertTrue(result.text.contains("without a boundary"), result.text)
    }
  }
}
