/// A valid time in the format `yyyy-MM-dd HH:mm:ss`, taken as UTC because no zone is documented.
struct CaptureTime: Hashable {
  /// The milliseconds since 1970, as in answers of the service.
  let milliseconds: Int64

  init?(_ text: String) {
    let pattern = "dddd-dd-dd dd:dd:dd"
    guard text.count == pattern.count,
      zip(text, pattern).allSatisfy({ $1 == "d" ? $0.isASCII && $0.isNumber : $0 == $1 })
    else { return nil }
    let numbers = text.split { "- :".contains($0) }.compactMap { Int64($0) }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[Int(month) - 1]).contains(day),
      numbers[3] < 24, numbers[4] < 60, numbers[5] < 60
    else { return nil }
    // The days in all earlier years, with a leap day every fourth year except in centuries.
    let last = year - 1
    let daysToYear = last * 365 + last / 4 - last / 100 + last / 400
    let daysInYear = lengths[..<(Int(month) - 1)].reduce(0, +) + day - 1
    let days = daysToYear + daysInYear - 719_162
    milliseconds = (days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]) * 1000
  }
}

extension CaptureTime {
  /// The time in a parameter.
  init(ofParameter text: String) throws {
    guard let time = CaptureTime(text) else {
      throw Problem.invalid("datetime_taken must be yyyy-MM-dd HH:mm:ss")
    }
    self = time
  }
}
