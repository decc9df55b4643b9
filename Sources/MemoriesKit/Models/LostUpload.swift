import Foundation

/// An upload of which nobody knows whether it arrived: what it takes to look for it.
public struct LostUpload: Sendable, Hashable, Codable {
  /// The name that the file had.
  public let fileName: String
  /// The size that the file had.
  public let byteCount: Int64
  /// Where in the library it was to go.
  public let scope: Scope?
  /// When the upload began, by the clock of this machine.
  public let begin: Date
  /// When its answer was lost, by the clock of this machine.
  public let end: Date

  /// Describes an upload, for instance one that a journal remembers.
  public init(fileName: String, byteCount: Int64, scope: Scope? = nil, begin: Date, end: Date) {
    self.fileName = fileName
    self.byteCount = byteCount
    self.scope = scope
    self.begin = begin
    self.end = end
  }

  /// How far the service's clock and ours may be apart, and how late it may enter a video.
  private static let tolerance: TimeInterval = 10 * 60

  /// A time at which no video can have been taken in, so that nothing would ever be found.
  func problems() -> [Problem] {
    var rules = Rules()
    for (field, date) in [("begin", begin), ("end", end)] {
      rules.require(date.timeIntervalSince1970.isFinite, field, "is no date")
    }
    return rules.problems
  }

  /// Whether a video of the library may be this one: it was taken in at that time, and nothing that
  /// is known of it says otherwise.
  func mayBe(_ video: VideoMetadata) -> Bool {
    guard let created = video.createTime else { return false }
    return created >= begin.addingTimeInterval(-Self.tolerance)
      && created <= max(begin, end).addingTimeInterval(Self.tolerance)
      && (video.size.map { $0 == byteCount } ?? true)
  }

  /// Whether there is more than the time to go by: the size, or the name where the service kept it.
  func hasEvidence(for video: VideoMetadata) -> Bool {
    video.size == byteCount || video.videoName == fileName
  }
}

/// What a look for a lost upload found.
public enum Reconciliation: Sendable, Hashable {
  /// One video fits in time and in size or name, and no other does: the upload arrived.
  case found(VideoMetadata)
  /// No video fits: the upload did not arrive, or is not listed yet.
  case notFound
  /// These may be the upload, but they are several, or only their time speaks for it; the size is
  /// listed once indexing has ended.
  case undecided([VideoMetadata])
}
