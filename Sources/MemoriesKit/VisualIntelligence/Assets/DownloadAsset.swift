extension VisualIntelligence {
  /// Downloads an asset: the file itself, one frame (`imc_…`), or a zip of all frames (`im_…`).
  ///
  /// The service bills by the size of the file.
  public struct DownloadAsset: Operation, DownloadOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Makes a download of an asset.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// The service bills the download when it begins.
    public static let traits = OperationTraits(
      "VisualIntelligence.DownloadAsset", .billed, rateGroup: .assetDownload)

    /// The id of the asset. Only the answer tells the type of the file, so there is no extension.
    public var fallbackFileName: String { assetID.rawValue }

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `GET /{asset_id}/download`.
    public func request() -> MemoriesRequest {
      MemoriesRequest(.get, assetID.rawValue, "download")
    }
  }
}
