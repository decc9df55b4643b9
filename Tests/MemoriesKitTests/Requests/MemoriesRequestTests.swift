import MemoriesKit
import XCTest

final class ServiceRequestTests: XCTestCase {
  func testARequestIsAValue() {
    let request = MemoriesRequest(.get, "a", "b", query: [MemoriesRequest.Field("c", "d")])
    XCTAssertEqual(request.path, ["a", "b"])
    XCTAssertEqual(request.body, .none)
    var other = request
    XCTAssertEqual(Set([request, other]).count, 1)
    other.method = .delete
    XCTAssertEqual(Set([request, other]).count, 2)
  }
}
