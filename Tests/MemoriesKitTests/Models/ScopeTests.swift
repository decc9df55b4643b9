import XCTest

@testable import MemoriesKit

final class ScopeTests: XCTestCase {
  func testEachFormHasItsOwnFieldOnTheWire() {
    XCTAssertEqual(Scope.uniqueID("my project").fieldName, "unique_id")
    XCTAssertEqual(Scope.uniqueID("my project").fieldValue, "my project")
    XCTAssertEqual(Scope.folder(.max).fieldName, "folder_id")
    XCTAssertEqual(Scope.folder(.max).fieldValue, "9223372036854775807")
  }

  func testTheDefaultFolderIsMinusOne() {
    XCTAssertEqual(Scope.defaultFolder, .folder(-1))
    XCTAssertEqual(Scope.defaultFolder.fieldValue, "-1")
  }

  func testAScopeSurvivesStorage() throws {
    for scope in [Scope.uniqueID("a\"b"), .uniqueID(""), .folder(.min), .defaultFolder] {
      try assertSurvivesStorage(scope)
    }
  }
}
