import XCTest

@testable import MemoriesKit

final class ScopeTests: XCTestCase {
  func testEachFormHasItsOwnFieldOnTheWire() {
    XCTAssertEqual(LibraryScope.uniqueID("my project").fieldName, "unique_id")
    XCTAssertEqual(LibraryScope.uniqueID("my project").fieldValue, "my project")
    XCTAssertEqual(LibraryScope.folder(.max).fieldName, "folder_id")
    XCTAssertEqual(LibraryScope.folder(.max).fieldValue, "9223372036854775807")
  }

  func testTheDefaultFolderIsMinusOne() {
    XCTAssertEqual(LibraryScope.defaultFolder, .folder(-1))
    XCTAssertEqual(LibraryScope.defaultFolder.fieldValue, "-1")
  }

  func testAScopeSurvivesStorage() throws {
    for scope in [LibraryScope.uniqueID("a\"b"), .uniqueID(""), .folder(.min), .defaultFolder] {
      try assertSurvivesStorage(scope)
    }
  }
}
