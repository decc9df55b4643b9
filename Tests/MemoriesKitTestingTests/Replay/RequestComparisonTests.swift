import Foundation
import TestSupport
import XCTest

@testable import MemoriesKitTesting

final class RequestComparisonTests: XCTestCase {
  private func request(
    _ method: String = "GET", _ url: String, type: String? = nil, body: String = ""
  ) throws -> RecordedRequest {
    RecordedRequest(
      method: method, url: try XCTUnwrap(URL(string: url)),
      headers: type.map { [RecordedHeader("Content-Type", $0)] } ?? [], body: RecordedBody(body))
  }

  private func differences(
    _ asked: RecordedRequest, _ recorded: RecordedRequest, _ rules: ReplayRules = []
  ) -> [String] {
    RequestComparison(asked: asked, recorded: recorded, rules: rules).differences
  }

  func testTheOrderOfTheQueryCountsOnlyUnderOneName() throws {
    let recorded = try request("GET", "https://a.b/c?x=1&y=2&x=3")
    XCTAssertEqual(
      differences(try request("GET", "https://a.b/c?y=2&x=1&x=3"), recorded), [])
    XCTAssertEqual(
      differences(try request("GET", "https://a.b/c?x=3&y=2&x=1"), recorded),
      ["query \"x\": asked \"3\", \"1\", recorded \"1\", \"3\""])
    XCTAssertEqual(
      differences(try request("GET", "https://a.b/c?x=1&x=3&z"), recorded),
      [
        "query \"y\": asked nothing, recorded \"2\"",
        "query \"z\": asked no value, recorded nothing",
      ])
  }

  func testEscapingDoesNotCountWhereItMeansNothing() throws {
    XCTAssertEqual(
      differences(
        try request("GET", "https://a.b/~c?d=e/f+g"),
        try request("GET", "https://a.b/%7Ec?d=e%2Ff%20g")), [])
    XCTAssertEqual(
      differences(
        try request("GET", "https://a.b/c%2Fd"), try request("GET", "https://a.b/c/d")
      ).count, 1)
    XCTAssertEqual(
      differences(
        try request("GET", "https://a.b/?d=e%2Bf"), try request("GET", "https://a.b/?d=e+f")
      ).count,
      1)
  }

  func testTheHostCountsOnlyOnRequest() throws {
    let asked = try request("GET", "http://127.0.0.1:8080/a")
    let recorded = try request("GET", "https://api.memories.ai/a")
    XCTAssertEqual(differences(asked, recorded), [])
    XCTAssertEqual(
      differences(asked, recorded, .host),
      ["host: asked http://127.0.0.1:8080, recorded https://api.memories.ai:443"])
  }

  func testMethodAndPathAlwaysCount() throws {
    XCTAssertEqual(
      differences(try request("PUT", "https://a.b/c"), try request("POST", "https://a.b/d")),
      ["method: asked PUT, recorded POST", "path: asked /c, recorded /d"])
  }

  func testJSONIsComparedByValue() throws {
    let recorded = try request(
      "POST", "https://a.b/", type: "application/json", body: #"{"a":[1,{"b":2.50}],"c":null}"#)
    let same = try request(
      "POST", "https://a.b/", type: "application/json", body: #"{"c":null, "a":[1.0,{"b":2.5}]}"#)
    let other = try request(
      "POST", "https://a.b/", type: "application/json", body: #"{"a":[1,{"b":"2.5"}],"c":null}"#)
    XCTAssertEqual(differences(same, recorded, .json), [])
    XCTAssertEqual(differences(other, recorded), [])
    XCTAssertEqual(
      differences(other, recorded, .json), ["JSON $.a[1].b: asked \"2.5\", recorded 2.5"])
    let none = try request("POST", "https://a.b/")
    XCTAssertEqual(
      differences(none, recorded, .json),
      ["JSON $: asked nothing, recorded an object of [\"a\", \"c\"]"])
  }

  private func multipart(
    boundary: String, filename: String = "a.png", type: String = "image/png",
    content: String = "PNG", prompt: String = "red"
  ) throws -> RecordedRequest {
    try request(
      "POST", "https://a.b/", type: "multipart/form-data; boundary=\"\(boundary)\"",
      body: "--\(boundary)\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n"
        + "\(prompt)\r\n--\(boundary)\r\n"
        + "Content-Disposition: form-data; name=\"file\"; filename=\"\(filename)\"\r\n"
        + "Content-Type: \(type)\r\n\r\n\(content)\r\n--\(boundary)--\r\n")
  }

  func testMultipartIsComparedPartByPart() throws {
    let recorded = try multipart(boundary: "one")
    XCTAssertEqual(differences(try multipart(boundary: "two"), recorded, .form), [])
    XCTAssertEqual(
      differences(try multipart(boundary: "two", prompt: "blue"), recorded, .form),
      ["field \"prompt\": asked \"blue\", recorded \"red\""])
    XCTAssertEqual(
      differences(try multipart(boundary: "two", filename: "b.png"), recorded, .form),
      ["field \"file\": asked file name b.png, recorded a.png"])
    XCTAssertEqual(
      differences(try multipart(boundary: "two", type: "image/gif"), recorded, .form),
      ["field \"file\": asked type image/gif, recorded image/png"])
    XCTAssertEqual(
      differences(try multipart(boundary: "two", content: "GIF"), recorded, .form),
      ["field \"file\": asked \"GIF\", recorded \"PNG\""])
    XCTAssertEqual(
      differences(try request("POST", "https://a.b/"), recorded, .form).count, 2)
  }

  func testAListedFileStandsForAnyContent() throws {
    let recorded = try XCTUnwrap(
      HTTPArchive(contentsOf: Fixture.url("search_clips_by_image.har")).exchanges.first
    ).request
    let fields = [
      "video_no": "VI625239098370850816", "unique_id": "default",
      "prompt": "focus on the red shirt, ignore background",
    ]
    var body = ""
    for (name, value) in fields {
      body += "--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    body += "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"query.png\"\r\n"
    body += "Content-Type: image/png\r\n\r\nany content\r\n--B--\r\n"
    let asked = try request(
      "POST", recorded.url.absoluteString, type: "multipart/form-data; boundary=B", body: body)
    XCTAssertEqual(differences(asked, recorded, .form), [])
  }

  func testWhatWasNotKeptIsNotTakenForEqual() throws {
    let recorded = try multipart(boundary: "one")
    var asked = recorded
    asked.body = RecordedBody(keeping: recorded.body.bytes.dropLast(20), of: 1_000_000)
    XCTAssertTrue(
      differences(asked, recorded, .form).first?.contains("raise bodyLimit") ?? false)
    asked.body = RecordedBody(keeping: recorded.body.bytes.dropLast(12), of: 1_000_000)
    XCTAssertTrue(
      differences(asked, recorded, .form).first?.contains("raise bodyLimit") ?? false)
    var json = try request("POST", "https://a.b/", type: "application/json", body: "[1]")
    let whole = json
    json.body = RecordedBody(keeping: json.body.bytes, of: 100)
    XCTAssertTrue(differences(json, whole, .json).first?.contains("raise bodyLimit") ?? false)
  }
}
