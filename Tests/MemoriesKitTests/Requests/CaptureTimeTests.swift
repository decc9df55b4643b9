import Foundation
import XCTest

@testable import MemoriesKit

final class CaptureTimeTests: XCTestCase {
  func testMomentsThatExistAreValid() {
    for text in [
      "2025-10-20 11:00:00", "2024-02-29 00:00:00", "2000-02-29 23:59:59", "1970-01-01 00:00:00",
      "9999-12-31 23:59:59", "2025-03-30 02:30:00",
    ] {
      XCTAssertTrue(CaptureTime.isValid(text), text)
    }
  }

  func testEverythingElseIsNot() {
    for text in [
      "", "2025-10-20", "11:00:00", "2025-10-20T11:00:00", "2025-10-20 11:00",
      "2025-10-20 11:00:00Z", "2025-10-20 11:00:00 ", " 2025-10-20 11:00:00",
      "2025-10-20  11:00:00", "2025/10/20 11:00:00", "2025-10-20 11.00.00",
      "2025-10-20\t11:00:00", "2025-10-20\u{A0}11:00:00", "2025-10-20\u{2009}11:00:00",
      "25-10-20 11:00:00", "12025-10-20 11:00:00", "2025-1-20 11:00:00", "2025-10-2 11:00:00",
      "20-10-2025 11:00:00", "2025-10-20 1:00:00", "+025-10-20 11:00:00", "-025-10-20 11:00:00",
      "2025-00-20 11:00:00", "2025-13-20 11:00:00", "2025-10-00 11:00:00",
      "2025-10-32 11:00:00", "2025-04-31 11:00:00", "2025-02-29 11:00:00",
      "1900-02-29 11:00:00", "2025-10-20 24:00:00", "2025-10-20 11:60:00",
      "2025-10-20 11:00:60", "2025-10-20 -1:00:00", "２０２５-10-20 11:00:00",
      "2025-10-20 1１:00:00", "٢٠٢٥-10-20 11:00:00", "2025–10–20 11:00:00",
      "2025-10-20 11:00:00\n", "2025-10-20 11:00:0\0", "yesterday", "2025-10-20 aa:bb:cc",
    ] {
      XCTAssertFalse(CaptureTime.isValid(text), text.debugDescription)
    }
  }

  func testADateIsWhatAClockInTheZoneShowed() throws {
    let moments: [(TimeInterval, String, String)] = [
      (0, "UTC", "1970-01-01 00:00:00"),
      (-1, "UTC", "1969-12-31 23:59:59"),
      (0.999, "UTC", "1970-01-01 00:00:00"),
      (1_709_164_800, "UTC", "2024-02-29 00:00:00"),
      (1_760_958_000, "Asia/Shanghai", "2025-10-20 19:00:00"),
      (1_760_958_000, "America/St_Johns", "2025-10-20 08:30:00"),
      // The hour that Berlin counts twice.
      (1_761_438_600, "Europe/Berlin", "2025-10-26 02:30:00"),
      (1_761_442_200, "Europe/Berlin", "2025-10-26 02:30:00"),
      // Before zones were whole minutes apart.
      (-2_000_000_000, "UTC", "1906-08-16 20:26:40"),
    ]
    for (seconds, name, text) in moments {
      let zone = try XCTUnwrap(TimeZone(identifier: name))
      let written = try XCTUnwrap(
        CaptureTime.text(of: Date(timeIntervalSince1970: seconds), in: zone))
      XCTAssertEqual(written, text)
      XCTAssertTrue(CaptureTime.isValid(written), written)
    }
  }

  func testADateBeyondTheFormIsNotMadeToFit() {
    let seconds = [300_000_000_000, -.infinity, .infinity, .nan, -1e30, 1e30, -210_866_760_000]
    for seconds in seconds {
      let text = CaptureTime.text(of: Date(timeIntervalSince1970: seconds), in: .gmt)
      XCTAssertNil(text, "\(seconds)")
    }
  }
}
