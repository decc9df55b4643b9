extension VisualIntelligence {
  /// Deletes an asset for ever. The service refuses an id that it does not know.
  ///
  /// ```swift
  /// try await client.send(VisualIntelligence.DeleteAsset(asset.assetID))
  /// ```
  public struct DeleteAsset: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Deletes an asset.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// The service tells nothing.
    public typealias Output = NoOutput

    /// A second request would be refused, because the asset is gone.
    public static let traits = OperationTraits("VisualIntelligence.DeleteAsset", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `DELETE /{asset_id}`.
    public func request() -> MemoriesRequest { MemoriesRequest(.delete, assetID.rawValue) }
  }
}
