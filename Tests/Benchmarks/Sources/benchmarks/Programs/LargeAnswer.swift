import Foundation

/// A large answer, made of a documented example that repeats with other numbers.
enum LargeAnswer: String, Codable, Sendable {
  case clips, videos

  /// How many elements it has.
  var count: Int {
    switch self {
    case .clips: 1000
    case .videos: 200
    }
  }

  /// The answer with so many elements in place of all.
  func data(elements count: Int) -> Data {
    let elements = (0..<count).map(element).joined(separator: ", ")
    let data =
      switch self {
      case .clips: "[\(elements)]"
      case .videos:
        """
        {"current_page": 1, "page_size": \(count), "total_count": \(count), "videos": [\(elements)]}
        """
      }
    return Data(
      """
      {"code": "0000", "msg": "success", "data": \(data), "success": true, "failed": false}
      """.utf8)
  }

  private func element(_ index: Int) -> String {
    switch self {
    // Of the page visual-search/search-by-image-in-video.
    case .clips:
      """
      {"start_time": \(index * 5).5, "end_time": \(index * 5 + 4).2, "score": 0.\(9999 - index), \
      "video_bucket": "mavi-resource", "video_blob": "VI\(576_925_607_808_602_112 + index).mp4"}
      """
    // Of `ListVideosResponse` in the provider's OpenAPI file.
    case .videos:
      """
      {"video_no": "VI\(606_404_158_946_574_336 + index)", \
      "video_name": "182082-\(867_762_198 + index)_tiny", "duration": \(12 + index), \
      "size": \(3_284_512 + index), "status": "PARSE", \
      "create_time": \(1_754_037_217_992 + index), \
      "datetime_taken": \(1_729_388_400_000 + index), "camera_model": "Canon EOS 5D", \
      "latitude": 39.\(1000 + index), "longitude": 116.\(4000 + index), \
      "tags": ["holiday", "beijing", "api"], "bucket": "mavi-resource", \
      "blob": "VI\(606_404_158_946_574_336 + index).mp4"}
      """
    }
  }

  /// How fast the answer was read, in million bytes a second.
  func speed(seconds: Double) -> Double {
    Double(data(elements: count).count) / seconds / 1_000_000
  }

  static func check(_ found: Int, _ expected: Int) throws {
    guard found == expected else { throw Failure("\(found) of \(expected) elements were read") }
  }
}
