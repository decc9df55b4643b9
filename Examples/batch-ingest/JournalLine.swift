import Foundation

/// What one line of a journal says of a video, in whichever form.
protocol JournalLine: Sendable {
  /// What happened.
  var event: Journal.Event { get set }
}

extension JournalLine {
  /// What is known of the video after this line, when `known` is what was known before it.
  func following(_ known: Self?) -> Self {
    guard var known else { return self }
    switch (known.event, event) {
    case (.uploaded, .intended), (.uploaded, .failed), (.uploaded, .unknown):
      return known
    // The service may have taken in the upload whose result nobody knows, whatever became of the
    // ones after it.
    case (.unknown, .intended), (.unknown, .failed):
      return known
    // The first of the two was stopped before its result was written down.
    case (.intended, .intended):
      known.event = .unknown
      return known
    case (_, .uploaded), (_, .unknown), (.failed, _), (.intended, .failed):
      return self
    }
  }
}

/// A line of a journal from a version that knew a file by its name, its size and its time.
struct EarlierEntry: JournalLine, Decodable {
  /// What made a file the same one as before.
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
