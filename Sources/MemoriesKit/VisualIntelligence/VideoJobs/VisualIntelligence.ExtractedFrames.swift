extension VisualIntelligence {
  /// The result of ``ExtractFrames``.
  public struct ExtractedFrames: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue
    /// The pictures, `imc_…`, each an asset that can be downloaded.
    public let frameIDs: [AssetID]

    /// Takes JSON; throws when it has no pictures.
    public init(json: JSONValue) throws {
      guard let frames = json["asset_ch_ids"]?.strings else {
        throw JSONMismatch(reason: "there is no list of pictures")
      }
      self.json = json
      frameIDs = frames.map { AssetID($0) }
    }

    /// The collection, `im_…`. Its metadata lists all pictures, and its download is a zip of them.
    public var assetID: AssetID? { json["asset_id"]?.string.map { AssetID($0) } }
  }
}
