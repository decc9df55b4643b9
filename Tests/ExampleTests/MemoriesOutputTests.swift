import Foundation
import XCTest

@testable import memories

final class MemoriesOutputTests: XCTestCase {
  func testADocumentCannotSteerATerminalAndKeepsItsText() throws {
    let text = "a\n\u{1B}[1m \u{7F}\u{9B}31m \u{202E}\u{2028} é 映画"
    let document = try Output.json([text])
    XCTAssertTrue(document.contains(#"\u007f\u009b31m \u202e\u2028 é 映画"#), document)
    XCTAssertEqual(try JSONDecoder().decode([String].self, from: Data(document.utf8)), [text])
  }
}
