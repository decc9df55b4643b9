extension VisualIntelligence {
  /// Downloads an asset: the file itself, one frame (`imc_…`), or a zip of all frames (`im_…`).
  ///
  /// Billed by the size of the file.
  public struct DownloadAsset: Operation, DownloadOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Downloads an asset.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// Billed when it begins.
    public static let traits = OperationTraits(
      "VisualIntelligence.DownloadAsset", .billed, rateGroup: .assetDownload)

    /// The id of the asset; which kind of file it is only the answer tells.
    public var fallbackFileName: String { assetID.rawValue }

    /// An empty id.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(assetID.rawValue, "assetID")
      return rules.problems
    }

    /// `GET /{asset_id}/download`.
    public func request() -> MemoriesRequest {
      MemoriesRequest(.get, assetID.rawValue, "download")
    }
  }
}
