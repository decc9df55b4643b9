extension VisualIntelligence {
  /// The name of a model. The constants are those in the documentation; others can be written as
  /// text.
  ///
  /// Models that chat have the name of their provider before a colon, and keep it.
  public struct Model: ServiceIdentifier {
    /// The name as the service knows it.
    public let rawValue: String

    /// Makes a name from its text.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// For ``TranscribeAudio``; the service uses it unless told otherwise.
    public static let whisper1: Model = "whisper-1"
    /// For ``EmbedTexts``.
    public static let geminiEmbedding001: Model = "gemini-embedding-001"
    /// For ``EmbedImage`` and ``EmbedVideo``.
    public static let multimodalEmbedding001: Model = "multimodalembedding@001"
    /// For ``EmbedImage``.
    public static let mobileCLIP: Model = "mobileclip"
    /// For ``DescribeFrames``.
    public static let gemini25Flash: Model = "gemini-2.5-flash"
    /// For ``DescribeFrames``; the smaller one.
    public static let gemini25FlashLite: Model = "gemini-2.5-flash-lite"
    /// For a chat about videos or images.
    public static let geminiChat: Model = "gemini:gemini-2.5-flash"
    /// For a chat about videos or images; the larger one.
    public static let geminiProChat: Model = "gemini:gemini-2.5-pro"
    /// For a chat about videos.
    public static let qwenChat: Model = "qwen:qwen3-vl-plus"
    /// For a chat about images.
    public static let gptChat: Model = "gpt:gpt-4o"

    /// What stands before the colon of a model that chats.
    var provider: Substring? {
      guard let colon = rawValue.firstIndex(of: ":") else { return nil }
      return rawValue[..<colon]
    }
  }
}
