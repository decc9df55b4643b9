extension VisualIntelligence {
  /// Turns a video into one vector.
  ///
  /// ```swift
  /// let vector = try await client.send(VisualIntelligence.EmbedVideo(asset.assetID))
  /// ```
  public struct EmbedVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// The video.
    public var assetID: AssetID
    /// The model.
    public var model: Model

    /// Turns a video into a vector.
    public init(_ assetID: AssetID, model: Model = .multimodalEmbedding001) {
      self.assetID = assetID
      self.model = model
    }

    /// The vector.
    public typealias Output = Embedding

    /// The price is not documented. The service watches the whole video first.
    public static let traits = OperationTraits(
      "VisualIntelligence.EmbedVideo", .billed, silence: .seconds(600))

    /// Refuses an empty id and an empty model.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    private var body: AssetBody { AssetBody(assetID: assetID, model: model) }

    /// `POST /embeddings/video`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "embeddings", "video", body: .json(body))
    }
  }
}
