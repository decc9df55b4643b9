import XCTest

@testable import Terminal

final class TerminalReadableTests: XCTestCase {
  func testBytesHaveOneDecimalAndAUnit() {
    let expected: [(Int64, String)] = [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1550, "1.6 kB"), (999_949, "999.9 kB"),
      (999_950, "1.0 MB"), (3_221_225_472, "3.2 GB"), (.max, "9223.4 PB"),
    ]
    for (count, text) in expected { XCTAssertEqual(Readable.bytes(count), text) }
  }

  func testDurationsLookLikeClocks() {
    let expected: [(Duration, String)] = [
      (.zero, "0:00"), (.milliseconds(7900), "0:07"), (.seconds(750), "12:30"),
      (.seconds(3723), "1:02:03"), (.seconds(-5), "0:00"),
    ]
    for (duration, text) in expected { XCTAssertEqual(Readable.duration(duration), text) }
  }

  func testColumnsOfWideCharactersCountTwice() {
    XCTAssertEqual("abc".columnCount, 3)
    XCTAssertEqual("e\u{301}".columnCount, 1)
    XCTAssertEqual("映画".columnCount, 4)
    XCTAssertEqual("🎬".columnCount, 2)
  }

  func testShorteningNeverExceedsItsColumns() {
    XCTAssertEqual("abcdefgh".shortened(to: 8), "abcdefgh")
    XCTAssertEqual("abcdefgh".shortened(to: 6), "abc...")
    XCTAssertEqual("映画映画".shortened(to: 6), "映...")
    XCTAssertEqual("abc".shortened(to: 2), "..")
    XCTAssertEqual("abc".shortened(to: 0), "")
  }

  func testPaddingFillsColumns() {
    XCTAssertEqual("映".padded(to: 4) + "|", "映  |")
    XCTAssertEqual("abcd".padded(to: 2), "abcd")
  }
}
