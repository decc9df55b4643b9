import Foundation
import XCTest

@testable import MemoriesKitTesting

final class CaptureTimeTests: XCTestCase {
  func testTimesAreThoseOfTheCalendar() throws {
    let formatter = ISO8601DateFormatter()
    for text in [
      "1970-01-01 00:00:00", "2000-02-29 12:30:45", "2025-10-20 11:00:00", "2100-12-31 23:59:59",
    ] {
      let date = try XCTUnwrap(
        formatter.date(from: text.replacingOccurrences(of: " ", with: "T") + "Z"))
      let time = try XCTUnwrap(CaptureTime(text))
      XCTAssertEqual(time.milliseconds, Int64(date.timeIntervalSince1970) * 1000, text)
    }
  }

  func testAnythingElseIsNoTime() {
    let texts = [
      "", "2025-10-20", "2025-10-20T11:00:00", "2025-1-20 11:00:00", "2025-13-01 00:00:00",
      "2025-00-01 00:00:00", "2025-04-31 00:00:00", "2100-02-29 00:00:00", "2025-10-20 24:00:00",
      "2025-10-20 11:60:00", "2025-10-20 11:00:60", "2025-10-20 11:00:0٣",
    ]
    for text in texts { XCTAssertNil(CaptureTime(text), text) }
  }
}
