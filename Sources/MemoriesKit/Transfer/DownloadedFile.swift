import Foundation

/// A file that was downloaded and is in its place.
public struct DownloadedFile: Sendable, Hashable {
  /// Where it is.
  public let url: URL
  /// Its size.
  public let byteCount: Int64
  /// What the service says it is.
  public let contentType: String?

  /// Describes a file, for tests and fakes.
  public init(url: URL, byteCount: Int64, contentType: String? = nil) {
    self.url = url
    self.byteCount = byteCount
    self.contentType = contentType
  }
}
