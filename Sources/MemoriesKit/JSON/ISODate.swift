import Foundation

/// Reads a date, a time and a zone from text (ISO 8601), strictly.
///
/// Foundation's parser takes the 31st of February for a day in March, and passes over what stands
/// behind the zone.
enum ISODate {
  /// Nil unless the whole text is a moment that exists, such as `2026-01-01T00:30:15.5+08:00`.
  static func date(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let year = number(bytes[0..<4]), bytes[4] == dash,
      let month = number(bytes[5..<7]), bytes[7] == dash, let day = number(bytes[8..<10]),
      bytes[10] == UInt8(ascii: "T"), let hour = number(bytes[11..<13]), bytes[13] == colon,
      let minute = number(bytes[14..<16]), bytes[16] == colon,
      let second = number(bytes[17..<19]), (1...12).contains(month),
      (1...days(inMonth: month, of: year)).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0.0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      fraction = Double("0." + String(decoding: digits.prefix(15), as: UTF8.self)) ?? 0
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = secondsEastOfGreenwich(rest) else { return nil }
    let seconds = ((days(before: year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second
    return Date(timeIntervalSince1970: Double(seconds - offset) + fraction)
  }

  private static let dash = UInt8(ascii: "-")
  private static let colon = UInt8(ascii: ":")

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.reduce(0 as Int?) { sum, digit in
      (0x30...0x39).contains(digit) ? sum.map { $0 * 10 + Int(digit) - 0x30 } : nil
    }
  }

  /// `Z`, `+08:00` or `+0800`.
  private static func secondsEastOfGreenwich(_ zone: ArraySlice<UInt8>) -> Int? {
    if zone.elementsEqual("Z".utf8) { return 0 }
    let digits = zone.dropFirst().filter { $0 != colon }
    guard let sign = zone.first, "+-".utf8.contains(sign), digits.count == 4,
      zone.count == 5 || zone.count == 6 && zone[zone.startIndex + 3] == colon,
      let hours = number(digits[0..<2]), let minutes = number(digits[2..<4]), hours < 24,
      minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == dash ? -1 : 1)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The days from 1970 to the first of a month.
  private static func days(before year: Int, _ month: Int) -> Int {
    let past = year - 1
    let days = past * 365 + past / 4 - past / 100 + past / 400 - 719_162
    return (1..<month).reduce(days) { $0 + Self.days(inMonth: $1, of: year) }
  }
}
