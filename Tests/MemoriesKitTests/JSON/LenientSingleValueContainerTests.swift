import XCTest

@testable import MemoriesKit

final class LenientSingleValueContainerTests: XCTestCase {
  func testReadsASingleValueOfAnyType() throws {
    try withLenientDecoder(of: "[1]") {
      let container = try $0.singleValueContainer()
      XCTAssertFalse(container.decodeNil())
      XCTAssertEqual(try container.decode([Int].self), [1])
      XCTAssertEqual(try container.decode(JSONValue.self), .array([.number(JSONValue.Number(1))]))
      XCTAssertThrowsError(try container.decode(Int.self))
      XCTAssertThrowsError(try container.decode([String: Int].self))
    }
  }
}
