extension MemoriesRequest.Rules {
  /// Refuses a file that is missing, empty or of no documented format. No size is documented.
  mutating func checkAsset(_ medium: MediaSource) {
    checkMedium(medium, "medium", extensions: Self.assetExtensions, maximum: nil)
  }

  /// Refuses the same, and a file that is no image.
  mutating func checkAssetImage(_ medium: MediaSource, _ field: String) {
    checkMedium(medium, field, extensions: Self.imageExtensions, maximum: nil)
  }

  // The documented kinds of files, with their usual extensions.
  private static let imageExtensions = [
    "jpeg", "jpg", "png", "gif", "webp", "bmp", "tiff", "tif",
  ]
  private static let assetExtensions =
    [
      "mp4", "mov", "avi", "webm", "mkv", "flv", "wmv", "mpeg", "mpg",
      "mp3", "wav", "aac", "flac", "ogg", "m4a",
    ] + imageExtensions

  /// Refuses an empty id.
  mutating func checkAsset(_ assetID: VisualIntelligence.AssetID, _ field: String = "assetID") {
    requireText(assetID.rawValue, field)
  }

  /// Refuses an empty name.
  mutating func checkModel(_ model: VisualIntelligence.Model?) {
    if let model { requireText(model.rawValue, "model") }
  }
}

extension [MemoriesError.Problem] {
  /// The problem of an operation that has nothing but the id of an asset.
  static func missing(_ assetID: VisualIntelligence.AssetID) -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    rules.checkAsset(assetID)
    return rules.problems
  }
}
