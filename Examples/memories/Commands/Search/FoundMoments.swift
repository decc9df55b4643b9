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
    rows.isEmpty ? [nothing] : Lines.table(rows)
  }

  /// What to say when nothing was found.
  var nothing: String {
    switch self {
    // The service answers the same for a video that is not indexed yet.
    case .library: "nothing found; a video that is not searchable yet is not found either"
    case .publicVideos, .images: "nothing found"
    }
  }

  var name: String {
    switch self {
    case .library: "Videos of the library"
    case .publicVideos: "Public videos"
    case .images: "Images of the library"
    }
  }

  /// What a page says of the search.
  func question(_ text: String, picture: InputFile? = nil) -> HitPage.Question {
    HitPage.Question(text: text, place: name, nothing: nothing, picture: picture?.medium)
  }
}

extension Output {
  /// Prints the moments of an answer, and tells what they are on a page.
  func show(
    moments: [VisualSearch.Moment], in place: FoundIn, scope: LibraryScope? = nil
  ) throws -> [Hit] {
    let hits = moments.map { $0.hit(in: place, scope) }
    try show(moments, place.lines(moments.map(\.cells)), hits)
    return hits
  }

  /// Prints a page of moments.
  func show(page: VisualSearch.Page<VisualSearch.Moment>, in place: FoundIn) throws {
    let moments = page.videos ?? []
    try show(page, place.lines(moments.map(\.cells)), moments.map { $0.hit(in: place, nil) })
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
  fileprivate func hit(in place: FoundIn, _ scope: LibraryScope?) -> Hit {
    // Public videos are not in the library, where a number would do.
    let number = place == .library ? StoredFile.video(videoNo, scope) : nil
    return Hit(
      source: videoNo.rawValue, name: videoName, start: startTime, end: endTime, score: score,
      words: transcript, video: video.map(StoredFile.at) ?? number,
      picture: keyframe.map(StoredFile.at))
  }

  /// The moment as a row. What was said tells more than the name of the file.
  fileprivate var cells: [String] {
    let words = transcript ?? videoName ?? ""
    return [videoNo.rawValue, Lines.span(startTime, endTime), Lines.score(score), words]
  }
}
