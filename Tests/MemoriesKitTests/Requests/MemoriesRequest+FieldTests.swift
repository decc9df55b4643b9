import Foundation
import MemoriesKit
import XCTest

final class FormFieldTests: XCTestCase {
  func testAFieldSurvivesStorage() throws {
    let field = MemoriesRequest.Field("tags", "outdoor & \"2025\"")
    let stored = try JSONEncoder().encode(field)
    XCTAssertEqual(try JSONDecoder().decode(MemoriesRequest.Field.self, from: stored), field)
  }
}
