import Foundation

/// Reads how long a service asks the client to wait. The `Retry-After` header has seconds or a date
/// in one of the three forms of HTTP; the body has seconds. Seconds may have a fraction.
enum RetryAfter {
  /// The delay in the header; nil when it is missing or unreadable. A date is compared with the
  /// `Date` of the server if the answer has one, because the clock of this machine may be wrong.
  static func delay(in headers: ResponseHeaders, now: Date = Date()) -> Duration? {
    guard let text = headers["Retry-After"]?.trimmingCharacters(in: .whitespaces) else {
      return nil
    }
    if let seconds = seconds(text) { return seconds }
    guard let date = date(text) else { return nil }
    let reference = headers["Date"].flatMap(Self.date) ?? now
    return .seconds(max(0, date.timeIntervalSince(reference)))
  }

  /// The delay in a member of the body, a number or text.
  static func delay(inBody value: JSONValue?) -> Duration? {
    guard let seconds = value?.double, seconds >= 0 else { return nil }
    return .bounded(seconds: seconds)
  }

  private static func seconds(_ text: String) -> Duration? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    return Double(text).map { .bounded(seconds: $0) }
  }

  private static func date(_ text: String) -> Date? {
    // On Linux the formatter crashes when a combining accent follows a date.
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
