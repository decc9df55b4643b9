import Foundation

/// The one form of time that the service takes from us: `yyyy-MM-dd HH:mm:ss`, without a zone.
enum CaptureTime {
  static func text(of date: Date, in zone: TimeZone) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents(
      [.era, .year, .month, .day, .hour, .minute, .second], from: date)
    func padded(_ number: Int?, _ width: Int) -> String {
      let digits = String(number ?? 0)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    // Years before the first are counted backwards in an era of their own. With a sign they have not
    // the form, and so are refused instead of sent as years of our era.
    let sign = parts.era == 0 ? "-" : ""
    return
      "\(sign)\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2)) "
      + "\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2))"
  }

  /// Whether the text has the form and names a moment that exists in the calendar.
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
