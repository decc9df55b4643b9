import XCTest

@testable import MemoriesKit

final class FormOptionalTests: XCTestCase {
  func testWhatIsNotSetIsNotSent() {
    var parts: [MemoriesRequest.Part] = []
    parts.add("callback", nil)
    parts.add(LibraryScope?.none)
    XCTAssertEqual(parts, [])
    var fields: [MemoriesRequest.Field] = []
    fields.add("callback", nil)
    fields.add(LibraryScope?.none)
    XCTAssertEqual(fields, [])
  }

  func testWhatIsSetIsSentAlsoWhenItIsEmpty() {
    var parts: [MemoriesRequest.Part] = []
    parts.add("camera_model", "")
    parts.add(.folder(-1))
    XCTAssertEqual(
      parts, [MemoriesRequest.Part("camera_model", ""), MemoriesRequest.Part("folder_id", "-1")])
    var fields: [MemoriesRequest.Field] = []
    fields.add("query", "")
    fields.add(.uniqueID("a"))
    XCTAssertEqual(
      fields, [MemoriesRequest.Field("query", ""), MemoriesRequest.Field("unique_id", "a")])
  }
}
