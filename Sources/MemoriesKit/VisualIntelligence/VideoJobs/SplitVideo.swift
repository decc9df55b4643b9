extension VisualIntelligence {
  /// Splits a video into assets of their own.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// Where it splits is not documented.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.SplitVideo(asset.assetID))
  /// ```
  public struct SplitVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Splits a video.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// A job that brings the parts.
    public typealias Output = Job<VideoParts>

    /// The price is not documented.
    public static let traits = OperationTraits("VisualIntelligence.SplitVideo", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /video/split`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "video", "split", body: .json(AssetBody(assetID: assetID)))
    }
  }
}
