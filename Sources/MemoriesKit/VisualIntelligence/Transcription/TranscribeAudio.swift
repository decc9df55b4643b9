extension VisualIntelligence {
  /// Writes down what is said in an asset, and answers when that is done.
  ///
  /// Use ``TranscribeAudioLater`` for long assets. The service bills by the second, and twice as much
  /// with speakers.
  ///
  /// ```swift
  /// let spoken = try await client.send(VisualIntelligence.TranscribeAudio(asset.assetID))
  /// print(spoken.text)
  /// ```
  public struct TranscribeAudio: Operation, AnsweredOperation, Hashable, Codable {
    /// The asset.
    public var assetID: AssetID
    /// The model; the service uses ``Model/whisper1`` unless you set it.
    public var model: Model?
    /// Whether each piece tells who speaks; false unless you set it.
    public var tellsSpeakers: Bool?

    /// Writes down what is said in an asset.
    public init(_ assetID: AssetID) {
      self.assetID = assetID
    }

    /// What is said.
    public typealias Output = SpokenText

    /// The service bills by the second, and answers when all is written down.
    public static let traits = OperationTraits(
      "VisualIntelligence.TranscribeAudio", .billed, silence: .seconds(600))

    /// Refuses an empty id and an empty model.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    var body: AssetBody {
      AssetBody(assetID: assetID, model: model, speaker: tellsSpeakers)
    }

    /// `POST /transcriptions/sync-generate-audio`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "transcriptions", "sync-generate-audio", body: .json(body))
    }
  }
}
