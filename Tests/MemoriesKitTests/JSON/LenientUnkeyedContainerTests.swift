import XCTest

@testable import MemoriesKit

final class LenientUnkeyedContainerTests: XCTestCase {
  func testWalksThroughAnUnkeyedContainer() throws {
    try withLenientDecoder(of: #"[null,"null",7,"x","y"]"#) {
      var list = try $0.unkeyedContainer()
      XCTAssertTrue(try list.decodeNil())
      XCTAssertTrue(try list.decodeNil())
      XCTAssertFalse(try list.decodeNil())
      XCTAssertEqual(list.currentIndex, 2)
      XCTAssertEqual(try list.decode(Int.self), 7)
      XCTAssertThrowsError(try list.decode(Int.self))
      XCTAssertEqual(list.currentIndex, 3, "stays where reading failed")
      XCTAssertEqual(try list.decode(String.self), "x")
      XCTAssertEqual(try list.superDecoder().singleValueContainer().decode(String.self), "y")
      XCTAssertTrue(list.isAtEnd)
      XCTAssertThrowsError(try list.decode(Int.self))
      XCTAssertThrowsError(try list.decodeNil())
    }
  }
}
