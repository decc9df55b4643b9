import MemoriesKit

/// What a search found: a part of a video, or an image.
struct Hit: Sendable {
  /// The number of the video, or of the image.
  let source: String
  /// What the service calls it.
  var name: String?
  /// Where a part of a video begins and ends, in seconds.
  var start: Double?
  var end: Double?
  /// How well it fits, from 0 to 1.
  var score: Double?
  /// What is said or seen there.
  var words: String?
  /// Where the video is.
  var video: StoredFile?
  /// Where a picture of it is.
  var picture: StoredFile?

  /// The part of the video, as far as its times make sense.
  var part: ClosedRange<Double>? {
    guard let start, start.isFinite, start >= 0 else { return nil }
    guard let end, end.isFinite, end > start else { return start...start }
    return start...end
  }

  /// The score, if it is a number.
  var fit: Double? { score.flatMap { $0.isFinite ? $0 : nil } }
}

/// A file that the service stores.
enum StoredFile: Sendable, Hashable {
  case at(StorageLocation)
  /// A video of the library.
  case video(VisualSearch.VideoNo, LibraryScope?)
}
