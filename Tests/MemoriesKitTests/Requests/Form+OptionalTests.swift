import XCTest

@testable import MemoriesKit

final class FormOptionalTests: XCTestCase {
  func testWhatIsNotSetIsNotSent() {
    var parts: [FormPart] = []
    parts.add("callback", nil)
    parts.add(Scope?.none)
    XCTAssertEqual(parts, [])
    var fields: [FormField] = []
    fields.add("callback", nil)
    fields.add(Scope?.none)
    XCTAssertEqual(fields, [])
  }

  func testWhatIsSetIsSentAlsoWhenItIsEmpty() {
    var parts: [FormPart] = []
    parts.add("camera_model", "")
    parts.add(.folder(-1))
    XCTAssertEqual(parts, [FormPart("camera_model", ""), FormPart("folder_id", "-1")])
    var fields: [FormField] = []
    fields.add("query", "")
    fields.add(.uniqueID("a"))
    XCTAssertEqual(fields, [FormField("query", ""), FormField("unique_id", "a")])
  }
}
