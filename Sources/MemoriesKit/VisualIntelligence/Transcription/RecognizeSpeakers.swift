extension VisualIntelligence {
  /// Tells who speaks when in a video, with names and pictures of faces.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// It bills by the minute. What the result looks like is not documented, so it is given as JSON.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.RecognizeSpeakers(asset.assetID))
  /// ```
  public struct RecognizeSpeakers: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID

    /// Asks who speaks when.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// A job whose result is not documented.
    public typealias Output = Job<JSONValue>

    /// The service bills by the minute.
    public static let traits = OperationTraits("VisualIntelligence.RecognizeSpeakers", .billed)

    /// Refuses an empty id.
    public func problems() -> [MemoriesError.Problem] { .missing(assetID) }

    /// `POST /transcriptions/async-generate-multi-speaker`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "transcriptions", "async-generate-multi-speaker",
        body: .json(AssetBody(assetID: assetID)))
    }
  }
}
