import Foundation

/// A file that was downloaded and saved.
public struct DownloadedFile: Sendable, Hashable {
  /// Where the file is.
  public let url: URL
  /// The size of the file.
  public let byteCount: Int64
  /// The content type that the service stated.
  public let contentType: String?
  /// Whether the client compared the size with one that the service announced or that you gave.
  ///
  /// If not, the file may be truncated without a sign: by a TLS connection that closed without
  /// notice, or over HTTP/2 with libcurl before 8.5. An answer in chunks announces no size, but it
  /// marks its end.
  public let isLengthVerified: Bool

  /// Makes a description of a file, for tests and fakes.
  public init(
    url: URL, byteCount: Int64, contentType: String? = nil, isLengthVerified: Bool = false
  ) {
    self.url = url
    self.byteCount = byteCount
    self.contentType = contentType
    self.isLengthVerified = isLengthVerified
  }
}
