extension VisualIntelligence {
  /// Downloads an asset: the file itself, one frame (`imc_…`), or a zip of all frames (`im_…`).
  ///
  /// Billed by the size of the file.
  public struct DownloadAsset: DownloadEndpoint, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Downloads an asset.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// Billed when it begins.
    public static var replaySafety: ReplaySafety { .billed }

    /// Shares the limit of the service's asset downloads.
    public static var rateGroup: RateGroup { .assetDownload }

    /// Visual Intelligence.
    public var service: Service { .visualIntelligence }

    /// The id of the asset; which kind of file it is only the answer tells.
    public var fallbackFileName: String { assetID.rawValue }

    /// An empty id.
    public func problems() -> [Problem] {
      var rules = Rules()
      rules.requireText(assetID.rawValue, "assetID")
      return rules.problems
    }

    /// `GET /{asset_id}/download`.
    public func request() -> ServiceRequest {
      ServiceRequest(.get, assetID.rawValue, "download")
    }
  }
}
