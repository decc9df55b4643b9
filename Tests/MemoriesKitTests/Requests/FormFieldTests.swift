import Foundation
import MemoriesKit
import XCTest

final class FormFieldTests: XCTestCase {
  func testAFieldSurvivesStorage() throws {
    let field = FormField("tags", "outdoor & \"2025\"")
    let stored = try JSONEncoder().encode(field)
    XCTAssertEqual(try JSONDecoder().decode(FormField.self, from: stored), field)
  }
}
