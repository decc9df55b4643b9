import Foundation
import MemoriesKitTesting
import XCTest

final class ScrubberTests: XCTestCase {
  private func scrubbed(
    _ scrubber: Scrubber, url: String = "https://example.com/", headers: [RecordedHeader] = [],
    body: String = ""
  ) throws -> RecordedExchange {
    let url = try XCTUnwrap(URL(string: url))
    return scrubber.scrubbed(
      RecordedExchange(
        request: RecordedRequest(
          method: "POST", url: url, headers: headers, body: RecordedBody(body)),
        response: RecordedResponse(headers: headers, body: RecordedBody(body))))
  }

  private func scrubbed(
    _ scrubber: Scrubber, body: String, type: String = "application/json"
  ) throws -> String {
    let headers = [RecordedHeader("Content-Type", type)]
    let exchange = try scrubbed(scrubber, headers: headers, body: body)
    XCTAssertEqual(exchange.request.body, exchange.response.body)
    return try XCTUnwrap(exchange.response.body.text)
  }

  func testCredentialsAndListedHeadersAreTakenOut() throws {
    let scrubber = Scrubber(secrets: [], headerNames: ["X-Private"])
    let headers = ["authorization", "Cookie", "Set-Cookie", "x-private", "X-Public"].map {
      RecordedHeader($0, "value")
    }
    let exchange = try scrubbed(scrubber, headers: headers)
    let expected = ["scrubbed", "scrubbed", "scrubbed", "scrubbed", "value"]
    XCTAssertEqual(exchange.request.headers.map(\.value), expected)
    XCTAssertEqual(exchange.response.headers.map(\.value), expected)
  }

  func testSignaturesAreTakenOutOfAddresses() throws {
    let address =
      "https://user:word@storage.example.com/a.mp4?X-Goog-Signature=0a1b&X-Amz-Date=2&sig=3"
      + "&keyframe=4&monkey=5&token=6&mine=7"
    let exchange = try scrubbed(
      Scrubber(secrets: [], queryNames: ["mine"]), url: address,
      headers: [RecordedHeader("Location", address)])
    let query =
      "/a.mp4?X-Goog-Signature=scrubbed&X-Amz-Date=scrubbed&sig=scrubbed"
      + "&keyframe=4&monkey=5&token=scrubbed&mine=scrubbed"
    XCTAssertEqual(
      exchange.request.url.absoluteString, "https://storage.example.com" + query)
    XCTAssertTrue(exchange.response.headers["Location"]?.hasSuffix(query) ?? false)
  }

  func testSignaturesAreTakenOutOfAddressesInBodies() throws {
    let scrubber = Scrubber(secrets: [])
    XCTAssertEqual(
      try scrubbed(
        scrubber, body: #"{"url":"https:\/\/a.b\/?x=1&Signature=ab\/c%3D%3D&y=2","z":"key=1"}"#),
      #"{"url":"https:\/\/a.b\/?x=1&Signature=scrubbed&y=2","z":"key=1"}"#)
    XCTAssertEqual(
      try scrubbed(scrubber, body: #"{"url":"https://a.b/?x\u003d1\u0026sig\u003dabc\u0026y=2"}"#),
      #"{"url":"https://a.b/?x\u003d1\u0026sig\u003dscrubbed\u0026y=2"}"#)
    XCTAssertEqual(
      try scrubbed(
        scrubber, body: "url=https%3A%2F%2Fa.b%2F%3Fsig%3Dabc%2Fd%26y%3D2&y=3",
        type: "application/x-www-form-urlencoded"),
      "url=https%3A%2F%2Fa.b%2F%3Fsig%3Dscrubbed%26y%3D2&y=3")
  }

  func testAVeryLongValueIsTakenOut() throws {
    let body = "https://a.b/?sig=" + String(repeating: "a%2F", count: 100_000) + "&y=2"
    XCTAssertEqual(
      try scrubbed(Scrubber(secrets: []), body: body), "https://a.b/?sig=scrubbed&y=2")
  }

  func testASecretIsFoundHoweverItIsEscaped() throws {
    let scrubber = Scrubber(secrets: ["a/b é\"c"])
    let forms = [
      "a/b é\"c", #"a\/b é\"c"#, #"\u0061\u002Fb \u00e9\"c"#, #"a\\/b \\u00e9\\\"c"#,
      "a%2Fb%20%C3%A9%22c", "a%2fb+%c3%a9%22c", "a%252Fb%2520%25C3%25A9%2522c",
    ]
    for form in forms {
      XCTAssertEqual(try scrubbed(scrubber, body: "<\(form)>"), "<scrubbed>", form)
    }
    XCTAssertEqual(try scrubbed(scrubber, body: "<a/b é\">"), "<a/b é\">")
  }

  func testASecretIsFoundInBase64WhereverItBegins() throws {
    let secret = "sk-mavi-0123456789~~~???"
    for offset in 0..<3 {
      let text = String(repeating: "u", count: offset) + secret + ":"
      let base64 = Data(text.utf8).base64EncodedString()
      let webBase64 = base64.replacingOccurrences(of: "/", with: "_")
        .replacingOccurrences(of: "+", with: "-")
      for form in [base64, webBase64] {
        let result = try scrubbed(Scrubber(secrets: [secret]), body: form)
        XCTAssertTrue(result.contains("scrubbed"), "\(form) \(result)")
        XCTAssertLessThan(result.count - "scrubbed".count, 10, "\(form) \(result)")
      }
    }
  }

  func testListedMembersOfJSONAreTakenOutAndNothingElseChanges() throws {
    let scrubber = Scrubber(secrets: [], fieldNames: ["secret"])
    let body = #"""
      { "secret" : "a\"}b", "open": 1.50, "list": [{"SECRET":[1,{"x":"]"}],"y":null}],
        "secret":-1.5e3 , "\u0073ecret": true, "text": "secret", "secret": {"a":{}}}
      """#
    let expected = #"""
      { "secret" : "scrubbed", "open": 1.50, "list": [{"SECRET":"scrubbed","y":null}],
        "secret":"scrubbed" , "\u0073ecret": "scrubbed", "text": "secret", "secret": "scrubbed"}
      """#
    XCTAssertEqual(try scrubbed(scrubber, body: body), expected)
  }

  func testJSONThatBreaksOffIsTakenOutToItsEnd() throws {
    let scrubber = Scrubber(secrets: [], fieldNames: ["secret"])
    for body in [#"{"secret":"abc"#, #"{"secret":[1,2"#, #"{"secret":"abc\"#] {
      XCTAssertEqual(try scrubbed(scrubber, body: body), #"{"secret":"scrubbed""#)
    }
    XCTAssertEqual(try scrubbed(scrubber, body: #"{"secret":"#), #"{"secret":"scrubbed""#)
    XCTAssertEqual(try scrubbed(scrubber, body: #"{"secret""#), #"{"secret""#)
  }

  func testListedFieldsOfFormsAreTakenOut() throws {
    let scrubber = Scrubber(secrets: [], fieldNames: ["secret"])
    XCTAssertEqual(
      try scrubbed(
        scrubber, body: "secret=a%20b&x=1&secret=&token=c",
        type: "application/x-www-form-urlencoded"),
      "secret=scrubbed&x=1&secret=scrubbed&token=scrubbed")
    let multipart = { (content: String) in
      "--B\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n\(content)\r\n"
        + "--B\r\nContent-Disposition: form-data; name=\"open\"\r\n\r\nsecret\r\n--B--\r\n"
    }
    XCTAssertEqual(
      try scrubbed(
        scrubber, body: multipart("line\r\nline"), type: "multipart/form-data; boundary=B"),
      multipart("scrubbed"))
  }

  func testTheStatedLengthFollowsTheBody() throws {
    let exchange = try scrubbed(
      Scrubber(secrets: ["1234"]), headers: [RecordedHeader("content-length", "6")],
      body: "<1234>")
    XCTAssertEqual(exchange.response.body.text, "<scrubbed>")
    XCTAssertEqual(exchange.response.headers["Content-Length"], "10")
  }

  func testOtherBytesAreLeftAsTheyAre() throws {
    let scrubber = Scrubber(secrets: ["nowhere", ""], fieldNames: ["nothing"])
    let bytes = Data((0..<2000).map { UInt8(truncatingIfNeeded: $0 * 31) })
    let exchange = RecordedExchange(
      request: RecordedRequest(url: try XCTUnwrap(URL(string: "https://example.com/?a=%2F"))),
      response: RecordedResponse(body: RecordedBody(bytes)))
    XCTAssertEqual(scrubber.scrubbed(exchange), exchange)
  }

  func testTheBeginningOfACutBodyIsNotKept() throws {
    let body = RecordedBody(keeping: Data("sk-ma".utf8), of: 100)
    let exchange = Scrubber(secrets: ["sk-mavi"]).scrubbed(
      RecordedExchange(
        request: RecordedRequest(url: URL(fileURLWithPath: "/"), body: body),
        response: RecordedResponse(body: body)))
    XCTAssertEqual(exchange.request.body, RecordedBody(keeping: Data(), of: 100))
    XCTAssertEqual(exchange.response.body, RecordedBody(keeping: Data(), of: 100))
  }
}
