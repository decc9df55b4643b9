import Foundation
import XCTest

@testable import MemoriesKit

final class SecretTests: XCTestCase {
  private func replaced(_ text: String, _ secret: String) -> String? {
    Secret(secret).replaced(in: Data(text.utf8), with: "*")
      .map { String(decoding: $0, as: UTF8.self) }
  }

  func testEveryOccurrenceIsReplaced() {
    XCTAssertEqual(replaced("a/b", "a/b"), "*")
    XCTAssertEqual(replaced("xa/bya/bz", "a/b"), "x*y*z")
    XCTAssertEqual(replaced(#"a\/b a%2fb a\u002Fb a\\\/b a%25252Fb a/b"#, "a/b"), "* * * * * *")
  }

  func testNothingIsReplacedWhereTheSecretIsNot() {
    for text in [
      "", "a", "a/", "/b", #"a\\b"#, "a%2", "a%25", #"a\u002"#, #"a\u002f"#, #"a\"#, "a&", "a&;b",
      "a&#;b", "a&#x;b", "a&#x2E;b", "a&sol;b", "a&#x2f b",
    ] {
      XCTAssertNil(replaced(text, "a/b"), text)
    }
    XCTAssertNil(replaced("anything", ""))
  }

  func testASecretMayLookLikeAnEscape() {
    XCTAssertEqual(replaced("x%2Fy", "%2F"), "x*y")
    XCTAssertEqual(replaced("x%252Fy", "%2F"), "x*y")
    XCTAssertEqual(replaced("x%25%32%46y", "%2F"), "x*y")
    XCTAssertEqual(replaced(#"xa\\\\by"#, #"a\\b"#), "x*y")
    XCTAssertEqual(replaced(#"x\u0075y"#, "u"), "x*y")
    XCTAssertEqual(replaced("x&amp;lt;y x&amp;amp;y", "&lt;"), "x*y x&amp;amp;y")
    XCTAssertEqual(replaced("x&amp;y x&amp;amp;y x&y", "&amp;"), "x*y x*y x&y")
  }

  func testASecretIsFoundAsItStandsHoweverOftenItIsEscapedItself() {
    for secret in ["%25252525252Fy", #"\\\\\\u002Fy"#, "&amp;amp;amp;amp;amp;amp;lt;y"] {
      XCTAssertEqual(replaced("x\(secret)z", secret), "x*z")
    }
  }

  func testWhatStandsBesideASecretDoesNotHideIt() {
    XCTAssertEqual(replaced("100%ab/c%25ab%2Fc", "ab/c"), "100%*%25*")
    XCTAssertEqual(replaced("a%41 a%2541", "a%"), "*41 *41")
    XCTAssertEqual(replaced("a&amp;", "a&am"), "*p;")
    XCTAssertEqual(replaced(#"["a\\"]"#, #"a\"#), #"["*"]"#)
  }

  func testHTMLIsSeenThrough() {
    for text in ["a&#47;b", "a&#x2F;b", "a&#X002f;b", "&#97;/&#98;", "a&amp;#47;b"] {
      XCTAssertEqual(replaced("<b>\(text)</b>", "a/b"), "<b>*</b>", text)
    }
    XCTAssertEqual(replaced("a&amp;&lt;&gt;&quot;&apos;&#39;b", #"a&<>"''b"#), "*")
  }

  func testOneEscapeInsideAnotherIsSeenThrough() {
    for text in [
      "a%5C/b", "a%5C%2Fb", "a%255Cu002Fb", #"a\u00252Fb"#, #"a\u005c/b"#, #"a\\u005c\/b"#,
      #"a\u0026#x2f;b"#, "a%26#47;b", #"a\&#x2F;b"#, #"\%61/b"#,
    ] {
      XCTAssertEqual(replaced("-\(text)-", "a/b"), "-*-", text)
    }
  }

  func testCharactersThatAreNotASCIIAreSeenThrough() {
    for text in [
      "é🎬", "%C3%A9%F0%9F%8E%AC", #"\u00e9\ud83c\udfac"#, #"\\u00E9\\uD83C\\uDFAC"#,
      "&#233;&#x1F3AC;", "%25C3%25A9🎬", #"\u00e9%F0%9f%8e%ac"#,
    ] {
      XCTAssertEqual(replaced("-\(text)-", "é🎬"), "-*-", text)
    }
    for other in [#"é\ud83c"#, #"é\ud83c\ud83c"#, #"é\udfac\ud83c"#, "é%F0%9F%8E", "é"] {
      XCTAssertNil(replaced(other, "é🎬"), other)
    }
  }

  func testASpaceMayBeAPlusSign() {
    XCTAssertEqual(replaced("a b a+b a%20b a%2bb", "a b"), "* * * *")
    XCTAssertEqual(replaced("a b a+b a%20b a%2bb", "a+b"), "a b * a%20b *")
  }

  /// Each of them could begin a secret, and each could be read to the end of the row.
  func testALongRowOfEscapesIsReadOnce() {
    let start = ContinuousClock.now
    for sign in ["%5C", #"\u005c"#, "%25", #"\"#, "&#37;", "&amp;"] {
      let row = String(repeating: sign, count: 10_000)
      XCTAssertNil(replaced(row, "a/b"), sign)
      XCTAssertEqual(replaced("a/b\(row)a/b", "a/b")?.hasPrefix("*"), true, sign)
    }
    XCTAssertLessThan(ContinuousClock.now - start, .seconds(10))
  }
}
