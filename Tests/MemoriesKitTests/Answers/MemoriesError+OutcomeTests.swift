import MemoriesKit
import XCTest

final class OutcomeTests: XCTestCase {
  func testAnOutcomeSurvivesStorageUnderItsName() throws {
    for (outcome, name) in [
      (MemoriesError.Outcome.notSent, "notSent"), (.refused, "refused"), (.unknown, "unknown"),
      (.done, "done"),
    ] {
      XCTAssertEqual(outcome.rawValue, name)
      try assertSurvivesStorage([outcome])
    }
  }
}
