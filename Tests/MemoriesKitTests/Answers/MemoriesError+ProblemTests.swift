import MemoriesKit
import XCTest

final class ProblemTests: XCTestCase {
  func testAProblemNamesTheParameterAndTheReason() throws {
    let problem = MemoriesError.Problem("tags", "21 tags, and at most 20 are allowed")
    XCTAssertEqual("\(problem)", "tags: 21 tags, and at most 20 are allowed")
    try assertSurvivesStorage(problem)
  }
}
