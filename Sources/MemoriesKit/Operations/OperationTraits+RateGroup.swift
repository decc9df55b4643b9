extension OperationTraits {
  /// Operations that share one limit of the service's. Limits are per account, so all keys share them.
  public struct RateGroup: Sendable, Hashable, CustomStringConvertible {
    /// The name of the group.
    public let description: String

    /// A group of your own.
    public init(_ name: String) {
      description = name
    }

    /// Visual Search: uploads of files and URLs.
    public static let upload = OperationTraits.RateGroup("upload")
    /// Visual Search: searches of all kinds.
    public static let search = OperationTraits.RateGroup("search")
    /// Visual Search: lists and metadata.
    public static let list = OperationTraits.RateGroup("list")
    /// Visual Search: downloads, by number and by location.
    public static let download = OperationTraits.RateGroup("download")
    /// Visual Intelligence: uploads.
    public static let assetUpload = OperationTraits.RateGroup("assetUpload")
    /// Visual Intelligence: metadata.
    public static let assetMetadata = OperationTraits.RateGroup("assetMetadata")
    /// Visual Intelligence: downloads.
    public static let assetDownload = OperationTraits.RateGroup("assetDownload")
  }
}
