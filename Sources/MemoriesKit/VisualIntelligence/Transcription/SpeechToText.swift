import Foundation

extension VisualIntelligence {
  /// Writes down speech with another provider's models, and answers when that is done.
  ///
  /// The service bills by the hour, ElevenLabs more than AssemblyAI. What it answers is that
  /// provider's own result, which the documentation does not describe further.
  ///
  /// ```swift
  /// var speech = VisualIntelligence.SpeechToText(.asset(asset.assetID), with: .elevenLabs)
  /// speech.languageCode = "en"
  /// speech.options["diarize"] = true
  /// let text = try await client.send(speech)["text"]?.string
  /// ```
  public struct SpeechToText: Operation, AnsweredOperation, Hashable, Codable {
    /// What to listen to.
    public enum Source: Sendable, Hashable, Codable {
      /// An asset.
      case asset(AssetID)
      /// A file that the service fetches.
      case url(URL)
      /// The same, also as `gs://`, which the service fetches by itself.
      case sourceURL(URL)
    }

    /// Whose models do it. The constants are those in the documentation.
    public struct Provider: ServiceIdentifier {
      /// The name as the service knows it.
      public let rawValue: String

      /// Makes a name from its text.
      public init(rawValue: String) {
        self.rawValue = rawValue
      }

      /// The service uses it unless told otherwise.
      public static let elevenLabs: Provider = "elevenlabs"
      /// It costs less than half as much.
      public static let assemblyAI: Provider = "assemblyai"
    }

    /// What to listen to.
    public var source: Source
    /// Whose models do it.
    public var provider: Provider
    /// The language, such as `en`, if you know it.
    public var languageCode: String?
    /// Further options of the provider, as its own documentation has them, such as `model_id`,
    /// `diarize` and `num_speakers`. The service passes them on.
    public var options: [String: JSONValue] = [:]

    /// Writes down the speech of a source.
    public init(_ source: Source, with provider: Provider) {
      self.source = source
      self.provider = provider
    }

    /// The result of the provider.
    public typealias Output = JSONValue

    /// The service bills by the hour, and answers when all is written down.
    public static let traits = OperationTraits(
      "VisualIntelligence.SpeechToText", .billed, silence: .seconds(600))

    /// Refuses an empty id or provider, what is no address, and options that are properties here.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(provider.rawValue, "provider")
      switch source {
      case .asset(let assetID): rules.checkAsset(assetID, "source")
      case .url(let url): rules.checkWebURL(url, "source")
      case .sourceURL(let url):
        if url.scheme?.lowercased() != "gs" { rules.checkWebURL(url, "source") }
      }
      for name in options.keys.sorted() where Self.names.contains(name) {
        rules.refuse("options", "\(name) is a property of the request")
      }
      return rules.problems
    }

    private static let names: Set<String> = [
      "provider", "asset_id", "url", "source_url", "language_code",
    ]

    /// `POST /transcriptions/speech-to-text`.
    public func request() throws -> MemoriesRequest {
      var body = options
      body["provider"] = .string(provider.rawValue)
      body["language_code"] = languageCode.map(JSONValue.string)
      switch source {
      case .asset(let assetID): body["asset_id"] = .string(assetID.rawValue)
      case .url(let url): body["url"] = .string(url.absoluteString)
      case .sourceURL(let url): body["source_url"] = .string(url.absoluteString)
      }
      return try MemoriesRequest(.post, "transcriptions", "speech-to-text", body: .json(body))
    }
  }
}
