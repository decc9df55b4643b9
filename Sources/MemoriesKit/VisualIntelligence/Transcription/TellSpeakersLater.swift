extension VisualIntelligence {
  /// Tells who speaks when in an asset, as ``TellSpeakers`` does, but as a job.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// It bills by the second.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.TellSpeakersLater(asset.assetID))
  /// ```
  public struct TellSpeakersLater: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Asks who speaks when.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// A job that brings pieces without a text.
    public typealias Output = Job<SpokenText>

    /// The service bills by the second.
    public static let traits = OperationTraits("VisualIntelligence.TellSpeakersLater", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /transcriptions/async-generate-speaker`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "transcriptions", "async-generate-speaker", body: .json(AssetBody(assetID: assetID)))
    }
  }
}
