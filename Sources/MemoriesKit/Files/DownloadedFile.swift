import Foundation

/// A file that was downloaded and is in its place.
public struct DownloadedFile: Sendable, Hashable {
  /// Where it is.
  public let url: URL
  /// Its size.
  public let byteCount: Int64
  /// What the service says it is.
  public let contentType: String?
  /// Whether the size was compared with one that the service announced, or that you gave.
  ///
  /// Where it was not, a file that was cut short may have passed for a whole one: on a connection
  /// with TLS that was ended without saying so, and over HTTP/2 with libcurl before 8.5. An answer
  /// in chunks, which tells no size, does tell its end.
  public let isLengthVerified: Bool

  /// Describes a file, for tests and fakes.
  public init(
    url: URL, byteCount: Int64, contentType: String? = nil, isLengthVerified: Bool = false
  ) {
    self.url = url
    self.byteCount = byteCount
    self.contentType = contentType
    self.isLengthVerified = isLengthVerified
  }
}
