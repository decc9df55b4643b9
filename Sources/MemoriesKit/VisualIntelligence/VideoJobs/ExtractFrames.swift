extension VisualIntelligence {
  /// Takes pictures from a video at regular intervals, which cannot be chosen.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// It bills by the second of video.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.ExtractFrames(asset.assetID))
  /// ```
  public struct ExtractFrames: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Takes pictures from a video.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// A job that brings the ids of the pictures.
    public typealias Output = Job<ExtractedFrames>

    /// The service bills by the second of video.
    public static let traits = OperationTraits("VisualIntelligence.ExtractFrames", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /video/extract-frames`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "video", "extract-frames", body: .json(AssetBody(assetID: assetID)))
    }
  }
}
