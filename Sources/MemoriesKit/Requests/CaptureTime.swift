import Foundation

/// The format in which the service accepts a time: `yyyy-MM-dd HH:mm:ss`, without a zone.
enum CaptureTime {
  /// The text that the caller gave, or else the date, as the service reads it.
  static func text(of date: Date?, in zone: TimeZone, orText text: String?) -> String? {
    text ?? date.flatMap { Self.text(of: $0, in: zone) }
  }

  /// Formats a date; nil for one before the year 1 or after 9999, which does not fit the format.
  static func text(of date: Date, in zone: TimeZone) -> String? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents(
      [.era, .year, .month, .day, .hour, .minute, .second], from: date)
    // Foundation returns years before the first as positive years of another era, and some date
    // even for NaN.
    guard date.timeIntervalSinceReferenceDate.isFinite, parts.era == 1,
      let year = parts.year, (1...9999).contains(year)
    else { return nil }
    func padded(_ number: Int?, _ width: Int) -> String {
      let digits = String(number ?? 0)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return
      "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2)) "
      + "\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2))"
  }

  /// Whether the text has the format and names a moment that exists in the calendar.
  static func isValid(_ text: String) -> Bool {
    let shape = Array("dddd-dd-dd dd:dd:dd".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == shape.count else { return false }
    for (byte, expected) in zip(bytes, shape) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard expected == UInt8(ascii: "d") ? isDigit : byte == expected else { return false }
    }
    let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    guard numbers.count == 6, let utc = TimeZone(identifier: "UTC") else { return false }
    let parts = DateComponents(
      calendar: Calendar(identifier: .gregorian), timeZone: utc, year: numbers[0],
      month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4], second: numbers[5])
    return parts.isValidDate
  }
}
