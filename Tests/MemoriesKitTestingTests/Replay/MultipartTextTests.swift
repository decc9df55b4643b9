import Foundation
import XCTest

@testable import MemoriesKitTesting

final class MultipartTextTests: XCTestCase {
  private let body =
    "preamble\r\n--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n"
    + "--B\r\ncontent-type: video/mp4\r\n"
    + "content-disposition: form-data; filename=\"b;\\\"c\\\".mp4\"; name=f\r\n\r\n--Bytes\r\n--B--\r\n"

  func testPartsHaveNamesTypesAndContent() throws {
    let text = try XCTUnwrap(
      MultipartText("multipart/form-data; charset=x; boundary=B", RecordedBody(body)))
    XCTAssertEqual(
      text.parts,
      [
        RecordedPart(name: "a", content: Data("1\r\n2".utf8)),
        RecordedPart(
          name: "f", filename: "b;\"c\".mp4", contentType: "video/mp4",
          content: Data("--Bytes".utf8)),
      ])
    XCTAssertNil(MultipartText("multipart/form-data", RecordedBody(body)))
  }

  func testACutAnywhereLosesOnlyWhatLiesBehindIt() throws {
    let bytes = Data(body.utf8)
    let whole = try XCTUnwrap(MultipartText("m/f; boundary=B", RecordedBody(body))).parts
    for count in 0..<bytes.count {
      let cut = RecordedBody(keeping: bytes.prefix(count), of: Int64(bytes.count))
      let parts = try XCTUnwrap(MultipartText("m/f; boundary=B", cut)).parts
      for (part, original) in zip(parts, whole) {
        XCTAssertEqual(part.name, original.name)
        if part.isComplete { XCTAssertEqual(part, original) }
      }
      XCTAssertLessThanOrEqual(parts.count, whole.count)
      XCTAssertTrue(parts.dropLast().allSatisfy(\.isComplete))
    }
  }
}
