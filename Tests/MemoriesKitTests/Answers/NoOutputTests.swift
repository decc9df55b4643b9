import XCTest

@testable import MemoriesKit

final class NothingTests: XCTestCase {
  func testAnythingCanBeReadAsNothing() throws {
    for text in ["null", "{}", "[1]", "\"deleted\"", "0", "false"] {
      XCTAssertEqual(try decodeLeniently(NoOutput.self, text), NoOutput())
    }
  }
}
