import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: a text is a time of capture exactly if it has the one form and names a second that the
// calendar has; what is written for a date either is one and means that second, or is refused.
final class CaptureTimeFuzzTests: XCTestCase {
  func testOnlyTimesOfTheCalendarAreValid() throws {
    try FuzzRun("times of capture", cases: 1000).check { generator in
      let text = generator.time()
      // Before the Gregorian calendar began, systems count days in different ways.
      if let year = Int(text.prefix(4)), (1...1582).contains(year) { return }
      try require(
        CaptureTime.isValid(text) == Self.isTime(text), "\(text.debugDescription) is misjudged")
    }
  }

  func testADateIsWrittenAsItsSecondOrRefused() throws {
    let utc = try XCTUnwrap(TimeZone(identifier: "UTC"))
    try FuzzRun("dates of capture", cases: 1000).check { generator in
      let date = Date(timeIntervalSince1970: generator.seconds())
      // Taken back, because a date counts from another day and cannot hold every fraction.
      let seconds = date.timeIntervalSince1970
      guard let text = CaptureTime.text(of: date, in: utc), CaptureTime.isValid(text) else {
        let isWithin = (-62_135_596_800..<253_402_300_800).contains(seconds)
        return try require(!isWithin, "\(seconds) is refused")
      }
      // Between the first and the last second that the form can hold, and read back alike, as far
      // as all systems have one calendar.
      try require(seconds > -62_200_000_000, "\(seconds) is written as \(text)")
      guard seconds > -12_000_000_000 else { return }
      let strategy = Date.ISO8601FormatStyle().year().month().day().dateSeparator(.dash)
        .dateTimeSeparator(.space).time(includingFractionalSeconds: false)
      let read = try Date(text, strategy: strategy)
      try require(
        read.timeIntervalSince1970 == seconds.rounded(.down), "\(seconds) is written as \(text)")
    }
  }

  private static func isTime(_ text: String) -> Bool {
    guard text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}/) != nil
    else { return false }
    let numbers = text.split { "- :".contains($0) }.compactMap { Int($0) }
    let (year, month) = (numbers[0], numbers[1])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return year > 0 && (1...12).contains(month) && (1...lengths[month - 1]).contains(numbers[2])
      && numbers[3] < 24 && numbers[4] < 60 && numbers[5] < 60
  }
}

extension SeededGenerator {
  fileprivate mutating func time() -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    // From the year in which the Gregorian calendar was first in use from January on.
    let date = [
      padded(number(in: isOne(of: 4) ? 0...0 : 1583...9999), 4), padded(number(in: 0...13), 2),
      padded(number(in: 0...32), 2),
    ].joined(separator: "-")
    let clock = [number(in: 0...24), number(in: 0...60), number(in: 0...60)]
      .map { padded($0, 2) }.joined(separator: ":")
    let time = "\(date) \(clock)"
    guard isOne(of: 4) else { return time }
    return String(
      decoding: mutated(Array(time.utf8), words: ["0", "-", ":", " ", "٣"]), as: UTF8.self)
  }

  fileprivate mutating func seconds() -> Double {
    switch number(in: 0...3) {
    case 0: return Double(number(in: -2_000_000_000...4_000_000_000))
    case 1: return Double(number(in: -100_000_000_000...300_000_000_000)) + 0.999
    case 2: return Double(number().text) ?? 0
    default: return pick([.infinity, -.infinity, .nan, 1e300, -1e300, 1e18, -1e18, 0, -0.5])
    }
  }
}
