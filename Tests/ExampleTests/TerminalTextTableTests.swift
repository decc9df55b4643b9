import Terminal
import XCTest

final class TerminalTextTableTests: XCTestCase {
  private let table = TextTable(
    [
      ["VI568102998803353600", "PARSE", "surf.mp4", "4.8 MB", "2026-11-20T10:20:49.493Z"],
      ["VI2", "FAILED", "", "", "no\u{1B}sound"],
    ], header: ["VIDEO", "STATUS", "NAME", "SIZE", "CREATED"])

  func testAWideWindowAlignsTheCells() {
    let lines = [
      "VIDEO                 STATUS  NAME      SIZE    CREATED",
      "VI568102998803353600  PARSE   surf.mp4  4.8 MB  2026-11-20T10:20:49.493Z",
      "VI2                   FAILED                    no?sound",
    ]
    XCTAssertEqual(table.lines(columns: nil), lines)
    XCTAssertEqual(table.lines(columns: 72), lines)
  }

  func testANarrowWindowGetsSeveralLinesARow() {
    XCTAssertEqual(
      table.lines(columns: 40),
      [
        "VI568102998803353600  PARSE  surf.mp4",
        "  4.8 MB  2026-11-20T10:20:49.493Z",
        "VI2  FAILED  no?sound",
      ])
  }

  func testLongTextIsBrokenBetweenWords() {
    let table = TextTable([["a.mp4", "failed", "the service refused it because of the balance"]])
    XCTAssertEqual(
      table.lines(columns: 20),
      ["a.mp4  failed  the", "  service refused it", "  because of the", "  balance"])
    XCTAssertEqual(
      TextTable([["abcdefghijklmnop", "a"]]).lines(columns: 8), ["abcdefghijklmnop", "  a"])
    XCTAssertEqual(TextTable([]).lines(columns: 8), [])
  }
}
