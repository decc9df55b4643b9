import Foundation

/// The `Retry-After` header: seconds, or a date in one of HTTP's three forms.
enum RetryAfter {
  /// How long to wait, or nil when the header is missing or unreadable. A date is compared with the
  /// server's own clock where the answer tells it, because ours may be wrong.
  static func delay(in headers: ResponseHeaders, now: Date = Date()) -> Duration? {
    guard let text = headers["Retry-After"]?.trimmingCharacters(in: .whitespaces) else {
      return nil
    }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      // More digits than any real wait has; the point is only that it is too long.
      return .seconds(Int64(text.drop { $0 == "0" }.prefix(12)) ?? 0)
    }
    guard let date = date(text) else { return nil }
    let reference = headers["Date"].flatMap(Self.date) ?? now
    return .seconds(max(0, date.timeIntervalSince(reference)))
  }

  private static func date(_ text: String) -> Date? {
    // On Linux the formatter ends the process when an accent stands behind a date.
    guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    for format in forms {
      formatter.dateFormat = format
      if let date = formatter.date(from: text) { return date }
    }
    return nil
  }

  private static let forms = [
    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM d HH:mm:ss yyyy",
  ]
}
