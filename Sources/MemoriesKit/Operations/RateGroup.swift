/// Operations that share one limit of the service's. Limits are per account, so all keys share them.
public struct RateGroup: Sendable, Hashable, CustomStringConvertible {
  /// The name of the group.
  public let description: String

  /// A group of your own.
  public init(_ name: String) {
    description = name
  }

  /// Visual Search: uploads of files and URLs.
  public static let upload = RateGroup("upload")
  /// Visual Search: searches of all kinds.
  public static let search = RateGroup("search")
  /// Visual Search: lists and metadata.
  public static let list = RateGroup("list")
  /// Visual Search: downloads, by number and by location.
  public static let download = RateGroup("download")
  /// Visual Intelligence: uploads.
  public static let assetUpload = RateGroup("assetUpload")
  /// Visual Intelligence: metadata.
  public static let assetMetadata = RateGroup("assetMetadata")
  /// Visual Intelligence: downloads.
  public static let assetDownload = RateGroup("assetDownload")
}
