extension VisualIntelligence {
  /// Describes in words what is seen in a video, piece by piece.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// It bills by the token.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.DescribeFrames(asset.assetID))
  /// ```
  public struct DescribeFrames: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID
    /// The model; the documentation has ``Model/gemini25Flash``, ``Model/gemini25FlashLite`` and a
    /// preview of each.
    public var model: Model

    /// Describes a video.
    public init(_ assetID: AssetID, model: Model = .gemini25Flash) {
      self.assetID = assetID
      self.model = model
    }

    /// A job that brings the descriptions.
    public typealias Output = Job<FrameDescriptions>

    /// The service bills by the token.
    public static let traits = OperationTraits("VisualIntelligence.DescribeFrames", .billed)

    /// Refuses an empty id and an empty model.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    private var body: AssetBody { AssetBody(assetID: assetID, model: model) }

    /// `POST /transcriptions/async-generate-video`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "transcriptions", "async-generate-video", body: .json(body))
    }
  }
}
