import MemoriesKit
import Terminal

extension Option {
  static let onPlatform = Option(
    name: "public", placeholder: "PLATFORM",
    summary: "Searches the public videos of tiktok, youtube or instagram instead.")
}

/// Where a search looked.
enum FoundIn {
  case library
  case publicVideos
  case images

  /// What was found, for people.
  func lines(_ rows: [[String]]) -> [String] {
    guard rows.isEmpty else { return Lines.table(rows) }
    return switch self {
    // The service answers the same for a video that is not indexed yet.
    case .library: ["nothing found; a video that is not searchable yet is not found either"]
    case .publicVideos, .images: ["nothing found"]
    }
  }
}

extension Output {
  /// Prints the moments of an answer.
  func show(moments: [VisualSearch.Moment], in place: FoundIn) throws {
    try show(moments, place.lines(moments.map(\.cells)) + timelines(of: moments.compactMap(\.hit)))
  }

  /// Prints a page of moments.
  func show(page: VisualSearch.Page<VisualSearch.Moment>, in place: FoundIn) throws {
    let moments = page.videos ?? []
    try show(page, place.lines(moments.map(\.cells)) + timelines(of: moments.compactMap(\.hit)))
  }
}

extension Lines {
  /// A part of a video.
  static func span(_ start: Double?, _ end: Double?) -> String {
    [start, end].map { $0.map { "\($0) s" } ?? "?" }.joined(separator: " to ")
  }

  static func score(_ score: Double?) -> String { score.map { "score \($0)" } ?? "" }
}

extension VisualSearch.Moment {
  fileprivate var hit: (name: String, hit: HitTimeline.Hit)? {
    startTime.map {
      (videoNo.rawValue, HitTimeline.Hit(start: $0, end: endTime, score: score))
    }
  }

  /// The moment as a row. What was said tells more than the name of the file.
  fileprivate var cells: [String] {
    let words = transcript ?? videoName ?? ""
    return [videoNo.rawValue, Lines.span(startTime, endTime), Lines.score(score), words]
  }
}
