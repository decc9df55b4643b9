import Foundation

/// A line of a journal, of this version or an earlier one.
protocol JournalLine: Sendable {
  /// What happened to the video.
  var event: Journal.Event { get set }
}

extension JournalLine {
  /// Combines this line with `known`, the combination of the lines before it.
  func following(_ known: Self?) -> Self {
    guard var known else { return self }
    switch (known.event, event) {
    case (.uploaded, .intended), (.uploaded, .failed), (.uploaded, .unknown):
      return known
    // The service may have accepted the upload with the unknown result, whatever became of later
    // ones.
    case (.unknown, .intended), (.unknown, .failed):
      return known
    // The first upload was stopped before its result was written down.
    case (.intended, .intended):
      known.event = .unknown
      return known
    case (_, .uploaded), (_, .unknown), (.failed, _), (.intended, .failed):
      return self
    }
  }
}

/// A line of a journal from a version that identified a file by name, size and time.
struct EarlierEntry: JournalLine, Decodable {
  /// The identity of a file in those versions.
  struct File: Sendable, Hashable, Decodable {
    let path: String
    let byteCount: Int64
    /// In milliseconds since 1970.
    let modified: Int64

    init(_ video: VideoFile) {
      path = video.name
      byteCount = video.byteCount
      modified = video.modified
    }
  }

  let file: File
  var event: Journal.Event
  let videoNo: String?
  let reason: String?
  let time: Date
}
