import Foundation

extension VisualSearch {
  /// What a text search is limited to. A video or image must match all filters that are set.
  public struct SearchFilter: Sendable, Hashable, Codable {
    /// Only these videos, at most 100.
    public var videoNos: [VideoNo] = []
    /// Only what has this tag.
    public var tag: String?
    /// Only what was taken with this camera, as given with the upload.
    public var cameraModel: String?
    /// Only what was taken at that time or later. The client sends it as the time on a clock in
    /// ``timeZone``.
    public var capturedSince: Date?
    /// The zone for ``capturedSince``, because the service knows no zones.
    public var timeZone: TimeZone = .current
    /// The time as text, `yyyy-MM-dd HH:mm:ss`, instead of ``capturedSince``.
    public var capturedSinceText: String?
    /// Only what was taken near this place.
    public var near: GeoPoint?

    /// Filters nothing.
    public init() {}
  }

  /// The least score that a search returns.
  public enum FilteringLevel: String, Sendable, Hashable, Codable, CaseIterable {
    /// Scores of 0.15 and more.
    case low
    /// Scores of 0.225 and more.
    case medium
    /// Scores of 0.4 and more.
    case high
  }
}

extension VisualSearch.SearchFilter {
  /// Refuses too many videos, an empty number or tag, and an invalid date or place.
  func check(_ rules: inout MemoriesRequest.Rules) {
    rules.checkNumbers(videoNos, "filter.videoNos", atLeast: 0, atMost: 100)
    if let tag { rules.requireText(tag, "filter.tag") }
    rules.checkCaptureTime(
      capturedSince, "filter.capturedSince", in: timeZone, orText: capturedSinceText,
      "filter.capturedSinceText")
    rules.checkPlace(near, "filter.near")
  }
}
