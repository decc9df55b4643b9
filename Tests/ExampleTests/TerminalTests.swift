import XCTest

@testable import Terminal

final class TerminalTests: XCTestCase {
  func testWhatSteersATerminalBecomesAQuestionMark() {
    XCTAssertEqual(
      Terminal.printable("a\u{1B}b\nc\u{7F}d\u{9B}e\u{2028}f\u{202E}g\u{2066}"), "a?b?c?d?e?f?g?")
  }

  func testWhatIsOnlyDrawnStays() {
    // The last is one picture, whose parts a character without width joins.
    for text in ["é", "e\u{301}", "映画", "العربية", "👨\u{200D}👩\u{200D}👧"] {
      XCTAssertEqual(Terminal.printable(text), text)
    }
  }
}
