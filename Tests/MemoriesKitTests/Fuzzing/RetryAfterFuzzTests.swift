import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

// Invariant: `Retry-After` gives no time, or one that is not negative; digits are seconds, up to a
// hundred years, and a date is told from the server's own clock.
final class RetryAfterFuzzTests: XCTestCase {
  func testAnyHeaderGivesNoTimeOrOneThatIsNotNegative() throws {
    try FuzzRun("retry after", cases: 800).check { generator in
      let text = generator.retryAfter()
      var fields = ["retry-after": text]
      if generator.isOne(of: 3) { fields["DATE"] = generator.date() }
      let delay = RetryAfter.delay(in: ResponseHeaders(fields))
      if let delay { try require(delay >= .zero, "\(text.debugDescription) is \(delay)") }
      let digits = text.trimmingCharacters(in: .whitespaces)
      guard digits.wholeMatch(of: /[0-9]+/) != nil else { return }
      if let seconds = Int64(digits), seconds < 3_000_000_000 {
        try require(
          delay == .seconds(seconds), "\(text.debugDescription) is \(String(describing: delay))")
      } else {
        try require(delay ?? .zero >= .seconds(3_000_000_000), "\(text) is short")
      }
    }
  }

  func testADateInAnyFormIsReadFromTheServersClock() throws {
    try FuzzRun("dates to retry after", cases: 300).check { generator in
      let now = generator.number(in: 10_000...4_000_000_000)
      let wait = generator.number(in: -5000...5000)
      // Two digits of a year stand for different centuries as time goes by.
      let form = generator.pick(now < 2_100_000_000 ? [0, 1, 2] : [0, 2])
      let headers = ResponseHeaders([
        "Date": SeededGenerator.date(now, form: 0),
        "Retry-After": SeededGenerator.date(now + wait, form: form),
      ])
      let delay = RetryAfter.delay(in: headers)
      try require(delay == .seconds(max(0, wait)), "\(headers) is \(String(describing: delay))")
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func retryAfter() -> String {
    switch number(in: 0...4) {
    case 0: return String(number(in: 0...100_000))
    case 1:
      let zeros = String(repeating: "0", count: length(upTo: 20))
      return pick(["", " ", "\t"]) + zeros + String(number(in: 0...Int.max)) + pick(["", " "])
    case 2: return String(repeating: pick(["9", "0", "1"]), count: number(in: 1...400))
    case 3: return text(of: ["GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "1", "-", "+", "e", "."])
    default: return date()
    }
  }

  fileprivate mutating func date() -> String {
    let date = Self.date(number(in: -100_000_000_000...1_000_000_000_000), form: number(in: 0...2))
    guard isOne(of: 2) else { return date }
    let words = ["99999999999", "GMT", "Feb", "31", "-1", "24:60:61", "Sunday"]
    return String(decoding: mutated(Array(date.utf8), words: words), as: UTF8.self)
  }

  /// One of the three forms of HTTP, written without the formatter that reads them.
  fileprivate static func date(_ seconds: Int, form: Int) -> String {
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let (day, time) = second < 0 ? (days - 1, second + 86_400) : (days, second)
    // Days from the first of March of the year 0, which puts the leap day at the end.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let weekday = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"][
      ((day % 7) + 7) % 7]
    let name = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][month - 1]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = "\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
    switch form {
    case 0: return "\(weekday.prefix(3)), \(two(dayOfMonth)) \(name) \(year) \(clock) GMT"
    case 1: return "\(weekday), \(two(dayOfMonth))-\(name)-\(two(year % 100)) \(clock) GMT"
    default:
      let padded = dayOfMonth < 10 ? " \(dayOfMonth)" : "\(dayOfMonth)"
      return "\(weekday.prefix(3)) \(name) \(padded) \(clock) \(year)"
    }
  }
}
