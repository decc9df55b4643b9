import Foundation
import XCTest

@testable import MemoriesKit

final class EncodedBodyTests: XCTestCase {
  private let boundary = MultipartBoundary()

  func testNothingHasNoContentType() {
    let body = EncodedBody(.none)
    XCTAssertNil(body.contentType)
    XCTAssertEqual(body.segments, [])
  }

  func testJSONIsSentAsItIs() {
    let body = EncodedBody(.json(Data("{}".utf8)))
    XCTAssertEqual(body.contentType, "application/json")
    XCTAssertEqual(body.segments, [.bytes(Data("{}".utf8))])
  }

  func testAFormIsEncoded() {
    let body = EncodedBody(.form([MemoriesRequest.Field("url", "https://a.example/?b&c")]))
    XCTAssertEqual(body.contentType, "application/x-www-form-urlencoded")
    XCTAssertEqual(body.segments, [.bytes(Data("url=https%3A%2F%2Fa.example%2F%3Fb%26c".utf8))])
  }

  /// The request example of the page "Search by Image in a Video" (Visual Search).
  func testTheDocumentedImageSearch() {
    let image = URL(fileURLWithPath: "/pictures/query.png")
    let body = EncodedBody(
      .multipart([
        MemoriesRequest.Part("video_no", "VI625239098370850816"),
        MemoriesRequest.Part("prompt", "focus on the red shirt, ignore background"),
        MemoriesRequest.Part("unique_id", "default"),
        MemoriesRequest.Part("file", .file(image)),
      ]), boundary: boundary)

    XCTAssertEqual(body.contentType, "multipart/form-data; boundary=\(boundary.text)")
    XCTAssertEqual(
      body.segments,
      [
        .bytes(
          lines(
            "--\(boundary.text)",
            "Content-Disposition: form-data; name=\"video_no\"",
            "",
            "VI625239098370850816",
            "--\(boundary.text)",
            "Content-Disposition: form-data; name=\"prompt\"",
            "",
            "focus on the red shirt, ignore background",
            "--\(boundary.text)",
            "Content-Disposition: form-data; name=\"unique_id\"",
            "",
            "default",
            "--\(boundary.text)",
            "Content-Disposition: form-data; name=\"file\"; filename=\"query.png\"",
            "Content-Type: image/png",
            "")),
        .file(image),
        .bytes(lines("", "--\(boundary.text)--")),
      ])
  }

  func testBytesInMemoryAreNotCopiedIntoOthers() {
    let media = Data("picture".utf8)
    let body = EncodedBody(
      .multipart([
        MemoriesRequest.Part("files", .data(media, fileName: "a.png")),
        MemoriesRequest.Part("files", .data(media, fileName: "b.png")),
      ]), boundary: boundary)
    XCTAssertEqual(body.segments.count, 5)
    XCTAssertEqual(body.segments[1], .bytes(media))
    XCTAssertEqual(body.segments[3], .bytes(media))
  }

  func testAMultipartBodyWithoutPartsStillEnds() {
    let body = EncodedBody(.multipart([]), boundary: boundary)
    XCTAssertEqual(body.segments, [.bytes(lines("--\(boundary.text)--"))])
  }

  func testTextIsSentAsItIs() {
    let text = "line\nline\r\n\"é\"\\"
    let body = EncodedBody(.multipart([MemoriesRequest.Part("prompt", text)]), boundary: boundary)
    XCTAssertEqual(
      body.segments,
      [
        .bytes(
          lines(
            "--\(boundary.text)", "Content-Disposition: form-data; name=\"prompt\"", "", text,
            "--\(boundary.text)--"))
      ])
  }

  func testABodyHasABoundaryOfItsOwn() {
    let body = MemoriesRequest.Body.multipart([MemoriesRequest.Part("a", "b")])
    XCTAssertNotEqual(EncodedBody(body).contentType, EncodedBody(body).contentType)
  }

  private func lines(_ lines: String...) -> Data {
    Data(lines.map { $0 + "\r\n" }.joined().utf8)
  }
}
