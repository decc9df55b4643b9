import XCTest

@testable import MemoriesKit

final class HTTPRequestTests: XCTestCase {
  func testTheLengthIsTheContentLengthUnlessTheBodyIsEncoded() {
    let cases: [([String: String], Int64?)] = [
      ([:], nil),
      (["Content-Length": "12"], 12),
      (["content-length": " 12 "], 12),
      (["Content-Length": "4294967297"], 4_294_967_297),
      (["Content-Length": "-1"], nil),
      (["Content-Length": "twelve"], nil),
      (["Content-Length": "12", "Content-Encoding": "gzip"], nil),
      (["Content-Length": "12", "Transfer-Encoding": "chunked"], nil),
      (["Content-Length": "12", "Content-Encoding": "Identity"], 12),
    ]
    for (fields, length) in cases {
      let head = HTTPHead(status: 200, headers: ResponseHeaders(fields))
      XCTAssertEqual(head.contentLength, length, "\(fields)")
    }
  }
}
