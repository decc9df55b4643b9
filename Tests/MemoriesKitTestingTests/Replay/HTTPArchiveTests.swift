import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

final class HTTPArchiveTests: XCTestCase {
  private func archive(request: String = "", response: String) throws -> HTTPArchive {
    try HTTPArchive(
      Data(
        """
        {"log": {"entries": [{"pageref": "x", "request": {"method": "post",
          "url": "https://a.b/c?d=e"\(request)}, "response": {"status": 200\(response)}}]}}
        """.utf8))
  }

  func testTheDocumentedExamplesCanBeRead() throws {
    let upload = try HTTPArchive(contentsOf: Fixture.url("upload.har"))
    XCTAssertEqual(
      upload.comment,
      "From the documented example of visual-search/upload-video-from-file; not a recording.")
    let exchange = try XCTUnwrap(upload.exchanges.first)
    XCTAssertEqual(exchange.request.values(ofField: "tags"), ["tag1", "tag2"])
    let file = try XCTUnwrap(exchange.request.form?.first { $0.name == "file" })
    XCTAssertEqual(file.filename, "my_video.mp4")
    XCTAssertNil(file.content)
    XCTAssertTrue(exchange.response.body.text?.contains("VI568102998803353600") ?? false)

    for name in ["search_clips_by_image.har", "download_errors.har"] {
      XCTAssertFalse(try HTTPArchive(Fixture.data(name)).exchanges.isEmpty)
    }
  }

  func testABrokenFileSaysWhatIsWrongAndWhere() {
    let broken = [
      (#"{"log":{"entries":[{"request":{"method":"GET"}}]}}"#, "log.entries.0.request: “url”"),
      (#"{"log":{"entries":[{"request":{"method":7}}]}}"#, "log.entries.0.request.method: "),
      (#"{"log":{}}"#, "log: “entries” is missing"),
      (#"{"log":"#, "The archive cannot be read: "), ("", "The archive cannot be read: "),
    ]
    for (text, expected) in broken {
      XCTAssertThrowsError(try HTTPArchive(Data(text.utf8))) { error in
        let message = (error as? ArchiveError)?.message ?? "\(error)"
        XCTAssertTrue(message.contains(expected), message)
        XCTAssertTrue(error is ArchiveError, message)
      }
    }
  }

  func testWhatIsWrittenReadsTheSame() throws {
    let url = try XCTUnwrap(URL(string: "https://a.b/c?d=e%20f&d=g"))
    let archive = HTTPArchive(
      [
        RecordedExchange(
          request: RecordedRequest(
            method: "POST", url: url,
            headers: [RecordedHeader("X-A", "1"), RecordedHeader("X-A", "2")],
            body: RecordedBody(Data([0, 0xFF]))),
          response: RecordedResponse(
            status: 404, headers: [RecordedHeader("Content-Type", "text/plain")],
            body: RecordedBody("first second"), pieces: [6])),
        RecordedExchange(
          request: RecordedRequest(
            method: "POST", url: url, headers: [RecordedHeader("Content-Type", "video/mp4")],
            body: RecordedBody(keeping: Data(), of: 5_000_000_000)),
          response: RecordedResponse(body: RecordedBody(keeping: Data(), of: 6_000_000_000))),
      ], comment: "A test.")
    XCTAssertEqual(try HTTPArchive(archive.encoded()), archive)
  }

  func testTheFixturesSurviveRewriting() throws {
    for name in ["upload.har", "search_clips_by_image.har", "download_errors.har"] {
      let archive = try HTTPArchive(contentsOf: Fixture.url(name))
      XCTAssertEqual(try HTTPArchive(archive.encoded()), archive, name)
    }
  }

  func testWhatIsWrittenHasTheMembersThatHARDemands() throws {
    let text = String(
      decoding: try HTTPArchive([
        RecordedExchange(
          request: RecordedRequest(url: try XCTUnwrap(URL(string: "https://a.b/?c=d"))),
          response: RecordedResponse())
      ]).encoded(), as: UTF8.self)
    for member in [
      "version", "creator", "startedDateTime", "time", "httpVersion", "cookies", "headers",
      "queryString", "headersSize", "bodySize", "statusText", "content", "redirectURL", "cache",
      "timings", "mimeType",
    ] {
      XCTAssertTrue(text.contains("\"\(member)\""), member)
    }
  }

  func testBodiesMayBeTextOrBase64() throws {
    let content = #", "content": {"text": "AP8=", "encoding": "base64", "mimeType": "a/b"}"#
    let binary = try archive(response: content)
    XCTAssertEqual(binary.exchanges.first?.response.body.bytes, Data([0, 0xFF]))
    XCTAssertEqual(binary.exchanges.first?.response.headers["content-type"], "a/b")
    let text = try archive(response: #", "content": {"size": 4, "text": "AP8="}"#)
    XCTAssertEqual(text.exchanges.first?.response.body.text, "AP8=")
    XCTAssertThrowsError(
      try archive(response: #", "content": {"text": "A", "encoding": "base64"}"#))
  }

  func testABodyWithoutTextWasNotKept() throws {
    let archive = try archive(response: #", "content": {"size": 1234}"#)
    XCTAssertEqual(archive.exchanges.first?.response.body.length, 1234)
    XCTAssertTrue(archive.exchanges.first?.response.body.isTruncated ?? false)
    let empty = try self.archive(response: #", "content": {"size": 0}"#)
    XCTAssertFalse(empty.exchanges.first?.response.body.isTruncated ?? true)
  }

  func testHeadersOfTheEncodedBytesAreDropped() throws {
    let archive = try archive(
      response: #"""
        , "headers": [{"name": "Content-Encoding", "value": "gzip"},
          {"name": "content-length", "value": "9"}, {"name": "X-Other", "value": "kept"}],
          "content": {"text": "decoded"}
        """#)
    XCTAssertEqual(
      archive.exchanges.first?.response.headers, [RecordedHeader("X-Other", "kept")])
  }

  func testWhatIsNoArchiveIsRefused() {
    XCTAssertThrowsError(try HTTPArchive(Data("{}".utf8)))
    XCTAssertThrowsError(
      try HTTPArchive(
        Data(#"{"log":{"entries":[{"request":{"url":"/"},"response":{"status":200}}]}}"#.utf8)))
  }
}
