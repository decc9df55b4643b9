import Foundation
import MemoriesKit
import XCTest

@testable import Terminal

final class TerminalProgressLineTests: XCTestCase {
  /// What a line has written, and the time that it is told.
  private final class Screen: @unchecked Sendable {
    // Unchecked: both values are touched only while `lock` is held.
    private let lock = NSLock()
    private var writings: [String] = []
    private var time = ContinuousClock.now

    var written: [String] { lock.withLock { writings } }
    func advance(by duration: Duration) { lock.withLock { time = time.advanced(by: duration) } }

    func line(isEnabled: Bool = true) -> ProgressLine {
      ProgressLine(
        label: "a", isEnabled: isEnabled, width: { 40 },
        now: { self.lock.withLock { self.time } },
        write: { text in self.lock.withLock { self.writings.append(text) } })
    }
  }

  private func text(_ count: Int64) -> ProgressText {
    ProgressText("a", completedByteCount: count, expectedByteCount: nil)
  }

  func testDrawsAtMostTenTimesASecond() {
    let screen = Screen()
    let line = screen.line()
    for count in 0..<100 {
      line.update(text(Int64(count)))
      screen.advance(by: .milliseconds(10))
    }
    XCTAssertEqual(screen.written.count, 10)
    XCTAssertEqual(screen.written.first, "\r\u{1B}[Ka | 0 B")
    XCTAssertEqual(screen.written.last, "\r\u{1B}[Ka / 90 B")
  }

  func testIsErasedOnceAndNotDrawnAgain() {
    let screen = Screen()
    let line = screen.line()
    line.update(text(1))
    line.finish()
    line.finish()
    screen.advance(by: .seconds(1))
    line.update(text(2))
    XCTAssertEqual(screen.written, ["\r\u{1B}[Ka | 1 B", "\r\u{1B}[K"])
  }

  func testWhatWasNeverDrawnIsNotErased() {
    let screen = Screen()
    screen.line().finish()
    XCTAssertEqual(screen.written, [])
  }

  func testMakesRoomForWhatStaysAndComesBackAtOnce() {
    let screen = Screen()
    let line = screen.line()
    line.update(text(1))
    line.interrupted { XCTAssertEqual(screen.written.last, "\r\u{1B}[K") }
    line.update(text(2))
    XCTAssertEqual(screen.written.last, "\r\u{1B}[Ka / 2 B")
  }

  func testDrawsNothingWhenDisabled() {
    let screen = Screen()
    let line = screen.line(isEnabled: false)
    line.update(text(1))
    line.interrupted {}
    line.finish()
    XCTAssertEqual(screen.written, [])
  }
}
