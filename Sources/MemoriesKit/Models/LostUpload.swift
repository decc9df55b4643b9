import Foundation

/// An upload of which nobody knows whether it arrived: what it takes to look for it.
public struct LostUpload: Sendable, Hashable, Codable {
  /// The name that the file had.
  public let fileName: String
  /// The size that the file had.
  public let byteCount: Int64
  /// Where in the library it was to go.
  public let scope: LibraryScope?
  /// When the upload began, by the clock of this machine.
  public let begin: Date
  /// When its answer was lost, by the clock of this machine.
  public let end: Date

  /// Describes an upload, for instance one that a journal remembers.
  public init(
    fileName: String, byteCount: Int64, scope: LibraryScope? = nil, begin: Date, end: Date
  ) {
    self.fileName = fileName
    self.byteCount = byteCount
    self.scope = scope
    self.begin = begin
    self.end = end
  }

  /// How far the service's clock and ours may be apart, and how late it may enter a video.
  private static let tolerance: TimeInterval = 10 * 60

  /// The time in which the service must have taken it in, if it did.
  var window: ClosedRange<Date> { begin.addingTimeInterval(-Self.tolerance)...deadline }

  /// Until when the service may still enter it.
  var deadline: Date { max(begin, end).addingTimeInterval(Self.tolerance) }
}
