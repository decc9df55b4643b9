import Foundation
import XCTest

@testable import MemoriesKit

final class EscapedKeyTests: XCTestCase {
  private func replaced(_ text: String, _ secret: String) -> String? {
    EscapedKey(secret).replaced(in: Data(text.utf8), with: "*")
      .map { String(decoding: $0, as: UTF8.self) }
  }

  func testEveryOccurrenceIsReplaced() {
    XCTAssertEqual(replaced("a/b", "a/b"), "*")
    XCTAssertEqual(replaced("xa/bya/bz", "a/b"), "x*y*z")
    XCTAssertEqual(replaced(#"a\/b a%2fb a\u002Fb a\\\/b a%25252Fb a/b"#, "a/b"), "* * * * * *")
  }

  func testNothingIsReplacedWhereTheSecretIsNot() {
    for text in ["", "a", "a/", "/b", #"a\\b"#, "a%2", "a%25", #"a\u002"#, #"a\u002f"#, #"a\"#] {
      XCTAssertNil(replaced(text, "a/b"), text)
    }
    XCTAssertNil(replaced("anything", ""))
  }

  func testASecretMayLookLikeAnEscape() {
    XCTAssertEqual(replaced("x%2Fy", "%2F"), "x*y")
    XCTAssertEqual(replaced("x%252Fy", "%2F"), "x*y")
    XCTAssertEqual(replaced(#"xa\\\\by"#, #"a\\b"#), "x*y")
    XCTAssertEqual(replaced(#"x\u0075y"#, "u"), "x*y")
  }
}
