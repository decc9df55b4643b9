import Foundation

/// How long a service asks to be left alone: the `Retry-After` header, which is seconds or a date in
/// one of HTTP's three forms, or seconds in the body. Either may have a fraction.
enum RetryAfter {
  /// What the header says, or nil when it is missing or unreadable. A date is compared with the
  /// server's own clock where the answer tells it, because ours may be wrong.
  static func delay(in headers: ResponseHeaders, now: Date = Date()) -> Duration? {
    guard let text = headers["Retry-After"]?.trimmingCharacters(in: .whitespaces) else {
      return nil
    }
    if let seconds = seconds(text) { return seconds }
    guard let date = date(text) else { return nil }
    let reference = headers["Date"].flatMap(Self.date) ?? now
    return .seconds(max(0, date.timeIntervalSince(reference)))
  }

  /// What a member of the body says, as a number or as text.
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
