/// The body of the requests that name an asset and perhaps a model.
struct AssetBody: Encodable {
  let assetID: VisualIntelligence.AssetID
  var model: VisualIntelligence.Model?
  var speaker: Bool?

  enum CodingKeys: String, CodingKey {
    case assetID = "asset_id"
    case model, speaker
  }

  /// Refuses an empty id and an empty model.
  func problems() -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    rules.checkAsset(assetID)
    rules.checkModel(model)
    return rules.problems
  }
}
