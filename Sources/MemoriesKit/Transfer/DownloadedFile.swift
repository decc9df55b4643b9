import Foundation

/// A file that was downloaded and is in its place.
public struct DownloadedFile: Sendable, Hashable {
  /// Where it is.
  public let url: URL
  /// Its size.
  public let byteCount: Int64
  /// What the service says it is.
  public let contentType: String?
}
