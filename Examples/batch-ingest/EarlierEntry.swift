import Foundation

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
