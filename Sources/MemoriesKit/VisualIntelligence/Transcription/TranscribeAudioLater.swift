extension VisualIntelligence {
  /// Writes down what is said in an asset, as ``TranscribeAudio`` does, but as a job.
  ///
  /// The result is posted to the account's webhook; without one the service refuses.
  /// It bills by the second, and twice as much with speakers.
  ///
  /// ```swift
  /// let job = try await client.send(VisualIntelligence.TranscribeAudioLater(asset.assetID))
  /// ```
  public struct TranscribeAudioLater: Operation, AnsweredOperation, Hashable, Codable {
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

    /// A job that brings what is said.
    public typealias Output = Job<SpokenText>

    /// The service bills by the second.
    public static let traits = OperationTraits("VisualIntelligence.TranscribeAudioLater", .billed)

    /// Refuses an empty id and an empty model.
    public func problems() -> [MemoriesError.Problem] { body.problems() }

    private var body: AssetBody {
      AssetBody(assetID: assetID, model: model, speaker: tellsSpeakers)
    }

    /// `POST /transcriptions/async-generate-audio`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "transcriptions", "async-generate-audio", body: .json(body))
    }
  }
}
