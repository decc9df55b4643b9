import Foundation
import MemoriesKit

extension OperationTable {
  /// All that does not need a file of its own.
  static let uploadVideoLimits: [OperationSpecification<VisualSearch.UploadVideo>.Limit] = [
    .within { $0.callback = callback(299) },
    .beyond("callback") { $0.callback = callback(300) },
    .within { $0.callback = URL(string: "HTTP://localhost:8080/done?video=1") },
    .beyond("callback") { $0.callback = URL(string: "/done") },
    .beyond("callback") { $0.callback = URL(string: "a.example/done") },
    .beyond("callback") { $0.callback = URL(string: "//a.example/done") },
    .beyond("callback") { $0.callback = URL(string: "https:///done") },
    .beyond("callback") { $0.callback = URL(string: "ftp://a.example/done") },
    .beyond("callback") { $0.callback = URL(fileURLWithPath: "/done") },

    .within { $0.cameraModel = text(200) },
    .beyond("cameraModel") { $0.cameraModel = text(201) },
    .within { $0.transcriptionPrompt = text(100_000) },

    .within { $0.tags = tags(20) },
    .within { $0.tags = [" a ", "b c"] },
    .beyond("tags") { $0.tags = tags(21) },
    .beyond("tags") { $0.tags = ["a", ""] },
    .beyond("tags") { $0.tags = ["a", " \n\u{2003}"] },

    .within { $0.location = VisualSearch.GeoPoint(latitude: 90, longitude: 180) },
    .within { $0.location = VisualSearch.GeoPoint(latitude: -90, longitude: -180) },
    .beyond("location") {
      $0.location = VisualSearch.GeoPoint(latitude: 90.0.nextUp, longitude: 0)
    },
    .beyond("location") {
      $0.location = VisualSearch.GeoPoint(latitude: (-90.0).nextDown, longitude: 0)
    },
    .beyond("location") {
      $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: 180.0.nextUp)
    },
    .beyond("location") {
      $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: (-180.0).nextDown)
    },
    .beyond("location") { $0.location = VisualSearch.GeoPoint(latitude: .nan, longitude: 0) },
    .beyond("location") { $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: .nan) },
    .beyond("location") { $0.location = VisualSearch.GeoPoint(latitude: .infinity, longitude: 0) },
    .beyond("location") { $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: -.infinity) },

    .within { $0.scope = .uniqueID("a") },
    .within { $0.scope = .folder(.max) },
    .within { $0.scope = .defaultFolder },
    .beyond("scope") { $0.scope = .uniqueID("") },
    .beyond("scope") { $0.scope = .folder(0) },
    // The legacy folder can only be read.
    .beyond("scope") { $0.scope = .folder(-2) },
    .beyond("scope") { $0.scope = .folder(-3) },
    .beyond("scope") { $0.scope = .folder(.min) },

    // The time of capture is a date or text, and not both.
    .within { $0.capturedAtText = "2025-10-20 11:00:00" },
    .within { $0.capturedAt = Date(timeIntervalSince1970: 0) },
    .beyond("capturedAtText") {
      $0.capturedAt = Date(timeIntervalSince1970: 0)
      $0.capturedAtText = "2025-10-20 11:00:00"
    },
    .beyond("capturedAtText") { $0.capturedAtText = "2025-02-29 11:00:00" },
    .beyond("capturedAtText") { $0.capturedAtText = "" },
    // A year of five digits does not fit the form.
    .beyond("capturedAt") { $0.capturedAt = Date(timeIntervalSince1970: 300_000_000_000) },
    .beyond("capturedAt") { $0.capturedAt = Date(timeIntervalSince1970: -200_000_000_000) },
    .beyond("capturedAt") { $0.capturedAt = Date(timeIntervalSince1970: .nan) },
    .beyond("capturedAt") { $0.capturedAt = Date(timeIntervalSince1970: .infinity) },
    .beyond("capturedAt") { $0.capturedAt = Date(timeIntervalSince1970: -.infinity) },
    .beyond("capturedAt") {
      $0.capturedAt = Date(timeIntervalSince1970: .greatestFiniteMagnitude)
    },

    // Everything that is wrong is told at once.
    .beyond(
      "file", "file", "scope", "callback", "capturedAtText", "capturedAtText", "cameraModel",
      "location", "location", "tags"
    ) {
      $0.file = URL(fileURLWithPath: "/nowhere/movie.txt")
      $0.scope = .uniqueID("")
      $0.callback = URL(string: "https://a.example/" + String(repeating: "x", count: 300))
      $0.capturedAt = Date(timeIntervalSince1970: 0)
      $0.capturedAtText = "yesterday"
      $0.cameraModel = String(repeating: "x", count: 201)
      $0.location = VisualSearch.GeoPoint(latitude: 91, longitude: -181)
      $0.tags = (0..<21).map(String.init)
    },
  ]

  private static func callback(_ length: Int) -> URL? {
    let start = "https://a.example/"
    return URL(string: start + String(repeating: "x", count: length - start.count))
  }

  private static func text(_ count: Int) -> String { String(repeating: "é", count: count) }

  private static func tags(_ count: Int) -> [String] { (0..<count).map { "tag\($0)" } }
}
