extension VisualIntelligence {
  /// Finds the scenes of a video. The service calls it `clip`, though it cuts nothing.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.FindScenes(asset.assetID))
  /// ```
  public struct FindScenes: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Finds the scenes of a video.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// A job that brings the scenes.
    public typealias Output = Job<FoundScenes>

    /// The price is not documented.
    public static let traits = OperationTraits("VisualIntelligence.FindScenes", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /video/clip`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "video", "clip", body: .json(AssetBody(assetID: assetID)))
    }
  }
}
