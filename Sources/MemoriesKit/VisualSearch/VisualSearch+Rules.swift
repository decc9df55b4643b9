import Foundation

// The rules that several operations of Visual Search share.

extension MemoriesRequest.Rules {
  /// Refuses an image that the service does not accept.
  mutating func checkImage(_ image: MediaSource, _ field: String) {
    checkMedium(
      image, field, extensions: ["jpg", "jpeg", "png", "gif", "bmp", "webp"], maximum: 20 << 20)
  }

  /// Refuses too few and too many identifiers, and a blank one.
  mutating func checkNumbers(
    _ numbers: [some ServiceIdentifier], _ field: String, atLeast minimum: Int = 1,
    atMost maximum: Int = .max
  ) {
    if numbers.count < minimum {
      refuse(field, "\(numbers.count) given, and at least \(minimum) is needed")
    }
    if numbers.count > maximum {
      refuse(field, "\(numbers.count) given, and at most \(maximum) are allowed")
    }
    if numbers.contains(where: { Self.isBlank($0.rawValue) }) {
      refuse(field, "a number must not be empty")
    }
  }

  /// Refuses a similarity that is not from 0 to 1.
  mutating func checkSimilarity(_ similarity: Double?, _ field: String) {
    guard let similarity, !(0...1).contains(similarity) else { return }
    refuse(field, "\(similarity) is not from 0 to 1")
  }

  /// Refuses a page that cannot exist.
  mutating func checkPage(_ page: Int) {
    require(page >= 1, "page", "pages are counted from 1")
  }

  /// Refuses a page without room.
  mutating func checkPageSize(_ size: Int?, _ field: String) {
    require(size.map { $0 >= 1 } ?? true, field, "a page must have room for a video")
  }

  /// Refuses a time that the service cannot read, and two at once.
  mutating func checkCaptureTime(
    _ date: Date?, _ field: String, in zone: TimeZone, orText text: String?, _ textField: String
  ) {
    require(date == nil || text == nil, textField, "give either a date or text, not both")
    if let text {
      require(
        CaptureTime.isValid(text), textField,
        "“\(text)” is not a time of the form yyyy-MM-dd HH:mm:ss")
    }
    if let date {
      require(
        CaptureTime.text(of: date, in: zone) != nil, field, "must be in the years from 1 to 9999")
    }
  }

  /// Refuses a place that is not on Earth.
  public mutating func checkPlace(_ place: VisualSearch.GeoPoint?, _ field: String) {
    guard let place else { return }
    // This form refuses NaN too.
    require(
      (-90.0...90.0).contains(place.latitude), field,
      "latitude \(place.latitude) is not between -90 and 90")
    require(
      (-180.0...180.0).contains(place.longitude), field,
      "longitude \(place.longitude) is not between -180 and 180")
  }
}
