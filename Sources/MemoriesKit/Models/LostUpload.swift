import Foundation

/// An upload that may or may not have arrived, and what is needed to look for it.
public struct LostUpload: Sendable, Hashable, Codable {
  /// The name of the file, or the last part of the URL.
  public let fileName: String
  /// The size of the file; nil for an upload from a URL.
  public let byteCount: Int64?
  /// The URL of an upload from a URL.
  public let url: URL?
  /// The part of the library that it was sent to.
  public let scope: LibraryScope?
  /// When the upload began, by the clock of this machine.
  public let begin: Date
  /// When its answer was lost, by the clock of this machine.
  public let end: Date

  /// Makes a description of an upload, for instance from a journal.
  public init(
    fileName: String, byteCount: Int64?, url: URL? = nil, scope: LibraryScope? = nil, begin: Date,
    end: Date
  ) {
    self.fileName = fileName
    self.byteCount = byteCount
    self.url = url
    self.scope = scope
    self.begin = begin
    self.end = end
  }

  /// The same upload, with another time at which its answer was lost.
  func ending(at end: Date) -> LostUpload {
    LostUpload(
      fileName: fileName, byteCount: byteCount, url: url, scope: scope, begin: begin, end: end)
  }

  /// How far the clocks of the service and this machine may differ, and how late the service may
  /// list a video.
  private static let tolerance: TimeInterval = 10 * 60

  /// The time in which the service must have accepted the upload, if it did.
  var window: ClosedRange<Date> { begin.addingTimeInterval(-Self.tolerance)...deadline }

  /// The time until which the service may still list the upload.
  var deadline: Date { max(begin, end).addingTimeInterval(Self.tolerance) }
}
