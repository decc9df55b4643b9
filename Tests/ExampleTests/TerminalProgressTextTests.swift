import XCTest

@testable import Terminal

final class TerminalProgressTextTests: XCTestCase {
  private func text(
    _ completed: Int64, of expected: Int64?, speed: Double? = nil, label: String = "movie.mp4"
  ) -> ProgressText {
    var text = ProgressText(
      label, completedByteCount: completed, expectedByteCount: expected)
    text.bytesPerSecond = speed
    return text
  }

  func testAKnownTotalIsDrawnAsABarWithEverything() {
    XCTAssertEqual(
      text(3_100_000, of: 6_200_000, speed: 1_000_000).line(width: 100, frame: 0),
      "movie.mp4 [===============               ]  50% 3.1 MB of 6.2 MB 1.0 MB/s 0:03 left")
  }

  func testAnUnknownTotalIsDrawnAsASpinnerThatTurns() {
    let text = text(3_100_000, of: nil, speed: 1_000_000)
    XCTAssertEqual(text.line(width: 80, frame: 0), "movie.mp4 | 3.1 MB 1.0 MB/s")
    XCTAssertEqual(text.line(width: 80, frame: 1), "movie.mp4 / 3.1 MB 1.0 MB/s")
    XCTAssertEqual(text.line(width: 80, frame: 4), text.line(width: 80, frame: 0))
  }

  func testWaitingForTheAnswerIsASpinnerToo() {
    var text = text(10, of: 10)
    text.isAwaitingAnswer = true
    XCTAssertEqual(text.line(width: 80, frame: 2), "movie.mp4 - waiting for the answer")
  }

  func testNoLineReachesTheLastColumn() {
    let labels = ["", "m", "movie.mp4", String(repeating: "long ", count: 40), "映画映画映画映画映画"]
    for label in labels {
      for expected: Int64? in [nil, 0, 6_200_000, 3_000_000_000] {
        for speed in [nil, 0, 123_456, Double.infinity] {
          let text = text(3_000_000, of: expected, speed: speed, label: label)
          for width in stride(from: 0, through: 120, by: 3) {
            let line = text.line(width: width, frame: width)
            XCTAssertLessThanOrEqual(line.columnCount, max(0, width - 1), line)
          }
        }
      }
    }
  }

  func testNarrowTerminalsKeepThePercentage() {
    XCTAssertEqual(
      text(1, of: 4, speed: 1).line(width: 20, frame: 0), "movie.mp4  25%")
  }

  func testOnlyWhatIsCompleteIsAHundredPercent() {
    XCTAssertTrue(text(9_999, of: 10_000).line(width: 80, frame: 0).contains(" 99% "))
    XCTAssertTrue(text(10_000, of: 10_000).line(width: 80, frame: 0).contains("100% "))
  }

  func testAbsurdNumbersDoNoHarm() {
    _ = text(.max, of: 1, speed: .infinity).line(width: 80, frame: .max)
    _ = text(-5, of: .max, speed: 1e300).line(width: 80, frame: -7)
    _ = text(0, of: .max, speed: .nan).line(width: 80, frame: .min)
  }

  func testNamesCannotSteerTheTerminal() {
    let line = text(1, of: nil, label: "a\u{1B}[2Jb\u{9B}c\n").line(width: 80, frame: 0)
    XCTAssertEqual(line, "a?[2Jb?c? | 1 B")
  }
}
