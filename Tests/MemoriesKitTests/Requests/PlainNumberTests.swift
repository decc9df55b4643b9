import XCTest

@testable import MemoriesKit

final class PlainNumberTests: XCTestCase {
  func testANumberIsItsShortestDecimalText() {
    let numbers: [(Double, String)] = [
      (0, "0.0"), (-0.0, "-0.0"), (66.66, "66.66"), (39.9042, "39.9042"), (-180, "-180.0"),
      (0.1 + 0.2, "0.30000000000000004"), (0.0001, "0.0001"),
      (89.99999999999999, "89.99999999999999"),
    ]
    for (number, text) in numbers { XCTAssertEqual(PlainNumber.text(number), text) }
  }

  func testATinyNumberHasNoExponent() {
    let numbers: [(Double, String)] = [
      (1e-5, "0.000010000000"), (-1.5e-7, "-0.000000150000"),
      (.leastNonzeroMagnitude, "0.000000000000"),
    ]
    for (number, text) in numbers { XCTAssertEqual(PlainNumber.text(number), text) }
  }
}
