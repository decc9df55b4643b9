extension VisualIntelligence {
  /// Sums up what happens in a video.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// What the result looks like is not documented, so it is given as JSON.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.SummarizeVideo(asset.assetID))
  /// ```
  public struct SummarizeVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Sums up a video.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// A job whose result is not documented.
    public typealias Output = Job<JSONValue>

    /// The price is not documented.
    public static let traits = OperationTraits("VisualIntelligence.SummarizeVideo", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /transcriptions/async-summary`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "transcriptions", "async-summary", body: .json(AssetBody(assetID: assetID)))
    }
  }
}
