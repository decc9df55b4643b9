import Foundation
import MemoriesKitTesting
import XCTest

final class RecordedRequestTests: XCTestCase {
  private func request(type: String?, body: String) throws -> RecordedRequest {
    RecordedRequest(
      method: "post", url: try XCTUnwrap(URL(string: "https://a.b/c?x=1&x=2+3&y")),
      headers: type.map { [RecordedHeader("content-type", $0)] } ?? [], body: RecordedBody(body))
  }

  func testTheQueryIsDecoded() throws {
    let request = try request(type: nil, body: "")
    XCTAssertEqual(request.method, "POST")
    XCTAssertEqual(
      request.query,
      [
        URLQueryItem(name: "x", value: "1"), URLQueryItem(name: "x", value: "2 3"),
        URLQueryItem(name: "y", value: nil),
      ])
  }

  func testAFormIsReadFromItsBody() throws {
    let form = try request(
      type: "application/x-www-form-urlencoded; charset=utf-8", body: "a=1%262&b=&a=3")
    XCTAssertEqual(form.values(ofField: "a"), ["1&2", "3"])
    XCTAssertEqual(form.values(ofField: "b"), [""])
    XCTAssertNil(try request(type: "text/plain", body: "a=1").form)
    XCTAssertNil(try request(type: nil, body: "a=1").form)
  }

  func testJSONIsReadFromItsBody() throws {
    let request = try request(type: "application/json", body: "{\"a\":1}")
    XCTAssertEqual(try request.json(as: [String: Int].self), ["a": 1])
    XCTAssertThrowsError(try request.json(as: [String].self))
  }

  func testCredentialsAreNotShown() throws {
    var request = try request(type: nil, body: "abc")
    request.headers = [RecordedHeader("authorization", "sk-mavi-1")]
    XCTAssertEqual(request.description, "POST https://a.b/c?x=1&x=2+3&y (3 bytes)")
    var dumped = ""
    dump(request, to: &dumped)
    XCTAssertFalse((dumped + String(reflecting: request.headers)).contains("sk-mavi-1"), dumped)
  }
}
