import Foundation
import XCTest

@testable import MemoriesKit

final class ExcerptTests: XCTestCase {
  func testASentenceIsLeftAlone() {
    for text in ["", "a", "Grüße, 電影 🎬 e\u{301}", "<html>\"\\'</html>"] {
      XCTAssertEqual(Excerpt.text(text), text)
      XCTAssertEqual(Excerpt.text(Data(text.utf8)), text)
    }
  }

  func testAnySpaceIsOneBlank() {
    XCTAssertEqual(Excerpt.text("a\r\n\t b\u{2028}\u{A0}\u{3000}c\n"), "a b c ")
  }

  func testWhatIsInvisibleOrTurnsTextAroundIsReplaced() {
    let mark = "\u{FFFD}"
    for hidden in [
      "\0", "\u{1B}", "\u{7F}", "\u{9F}", "\u{200E}", "\u{202A}", "\u{202E}", "\u{2066}",
      "\u{2069}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{E0041}",
    ] {
      XCTAssertEqual(Excerpt.text("a\(hidden)b"), "a\(mark)b", hidden.debugDescription)
    }
    XCTAssertEqual(Excerpt.text("\u{1B}[31mred"), "\(mark)[31mred")
  }

  func testBytesThatAreNoTextAreReplaced() {
    XCTAssertEqual(Excerpt.text(Data([0x61, 0xFF, 0xC3])), "a\u{FFFD}\u{FFFD}")
  }

  func testALongTextIsCutAndSaysSo() {
    let limit = Excerpt.limit
    let exact = String(repeating: "x", count: limit)
    XCTAssertEqual(Excerpt.text(exact), exact)
    XCTAssertEqual(Excerpt.text(exact + "x"), exact + "…")
    XCTAssertEqual(Excerpt.text(Data(repeating: 0x78, count: 5_000_000)), exact + "…")
  }

  func testALongTextOfLargeCharactersIsCutAndSaysSo() {
    let limit = Excerpt.limit
    let exact = String(repeating: "🎬", count: limit)
    XCTAssertEqual(Excerpt.text(Data(exact.utf8)), exact)
    XCTAssertEqual(Excerpt.text(Data((exact + "🎬").utf8)), exact + "…")
    XCTAssertEqual(Excerpt.text(Data(("x" + exact).utf8)).unicodeScalars.count, limit + 1)
  }

  func testADecodingErrorSaysWhere() {
    struct Output: Decodable { let count: Int }
    XCTAssertThrowsError(try decodeLeniently([String: Int].self, "[]")) { error in
      XCTAssertEqual(
        Excerpt.describe(error), "expected Dictionary<String, Int>, found []")
    }
    XCTAssertThrowsError(try decodeLeniently(Output.self, #"{"count":"many"}"#)) { error in
      XCTAssertEqual(Excerpt.describe(error), #"count: expected Int, found "many""#)
    }
    struct Failure: Error {}
    XCTAssertEqual(Excerpt.describe(Failure()), "Failure()")
  }
}
