extension VisualIntelligence {
  /// Tells who speaks when in an asset, without what is said, and answers when that is done.
  ///
  /// The service bills by the second. ``TellSpeakersLater`` is for long assets.
  ///
  /// ```swift
  /// let speakers = try await client.send(VisualIntelligence.TellSpeakers(asset.assetID))
  /// ```
  public struct TellSpeakers: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Asks who speaks when.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// Pieces without a text.
    public typealias Output = SpokenText

    /// The service bills by the second, and answers when all is heard.
    public static let traits = OperationTraits(
      "VisualIntelligence.TellSpeakers", .billed, silence: .seconds(600))

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /transcriptions/sync-generate-speaker`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "transcriptions", "sync-generate-speaker",
        body: .json(AssetBody(assetID: assetID)))
    }
  }
}
