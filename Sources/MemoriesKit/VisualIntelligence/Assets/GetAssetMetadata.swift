import Foundation

extension VisualIntelligence {
  /// Gets the metadata of an asset. Poll with it to follow the upload.
  ///
  /// For a collection of frames (`im_…`) the answer lists every frame.
  public struct GetAssetMetadata: Operation, PolledOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Asks about an asset.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// The files behind an asset id.
    public struct Output: Sendable, Hashable, Codable {
      /// The number of files, as the service counts.
      public let total: Int?
      /// The files: one for an upload, one for each frame of a collection.
      public let assets: [VisualIntelligence.Asset]?

      /// Makes an answer, for tests and fakes.
      public init(total: Int? = nil, assets: [VisualIntelligence.Asset]? = nil) {
        self.total = total
        self.assets = assets
      }

      enum CodingKeys: String, CodingKey {
        case total
        case assets = "resource"
      }
    }

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualIntelligence.GetAssetMetadata", .safe, rateGroup: .assetMetadata)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// An asset is ready when it can be used; a collection of frames, when each of them can.
    public func result(in output: Output) -> PollResult<Asset> {
      let assets = output.assets ?? []
      guard let asset = assets.first(where: { $0.assetID == assetID }) ?? assets.first else {
        return .pending(state: "not visible yet")
      }
      if assets.allSatisfy({ $0.uploadStatus == .success }) { return .ready(asset) }
      if assets.contains(where: { $0.uploadStatus == .failed }) {
        return .failed(UploadStatus.failed.rawValue)
      }
      return .pending(asset, state: asset.uploadStatus?.rawValue ?? "no status")
    }

    /// `GET /{asset_id}/metadata`.
    public func request() -> MemoriesRequest {
      MemoriesRequest(.get, assetID.rawValue, "metadata")
    }
  }
}
