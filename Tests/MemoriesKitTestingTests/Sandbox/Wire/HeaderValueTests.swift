import XCTest

@testable import MemoriesKitTesting

final class HeaderValueTests: XCTestCase {
  func testBothWaysOfEscapingAQuotationMarkAreRead() throws {
    for name in [#"a\"b.mp4"#, "a%22b.mp4"] {
      let value = try HeaderValue("form-data; name=\"file\"; filename=\"\(name)\"")
      XCTAssertEqual(value.value, "form-data")
      XCTAssertEqual(value.parameters, ["name": "file", "filename": "a\"b.mp4"])
    }
  }

  func testSeparatorsAndBackslashesInsideAQuotedStringAreText() throws {
    let value = try HeaderValue(#"form-data; filename="a;b=c\d\\e%0D%0A""#)
    XCTAssertEqual(value.parameters["filename"], "a;b=c\\d\\e\r\n")
  }

  func testPlainParameters() throws {
    let value = try HeaderValue("multipart/form-data;boundary=--x_1; charset=utf-8")
    XCTAssertEqual(value.parameters, ["boundary": "--x_1", "charset": "utf-8"])
  }
}
