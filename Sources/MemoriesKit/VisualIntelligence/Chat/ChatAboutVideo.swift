extension VisualIntelligence {
  /// Asks a model about videos.
  ///
  /// The answer has no envelope. The service bills by the token, by the model. It also has a form that
  /// sends the answer piece by piece, which is not documented and not offered here.
  ///
  /// ```swift
  /// let question = VisualIntelligence.ChatMessage.user(
  ///   "What happens here?", .file(uri: address.absoluteString, mimeType: "video/mp4"))
  /// let answer = try await client.send(VisualIntelligence.ChatAboutVideo([question]))
  /// print(answer.text ?? "")
  /// ```
  public struct ChatAboutVideo: Operation, AnsweredOperation, Hashable, Codable {
    /// The model, with the name of its provider.
    public var model: Model
    /// The conversation, the newest message last.
    public var messages: [ChatMessage]
    /// How the model answers.
    public var settings = ChatSettings()

    /// Makes a conversation of messages.
    public init(_ messages: [ChatMessage], model: Model = .geminiChat) {
      self.messages = messages
      self.model = model
    }

    /// The answer, in one form for all providers.
    public typealias Output = ChatAnswer

    /// No envelope.
    public static let answerFormat = AnswerFormat<ChatAnswer>.bare

    /// The service bills by the token, and the model may think for minutes.
    public static let traits = OperationTraits(
      "VisualIntelligence.ChatAboutVideo", .billed, silence: .seconds(300))

    private var body: ChatBody {
      ChatBody(model: model, messages: messages, settings: settings)
    }

    /// Refuses no messages, empty ones, numbers outside of their ranges, and a model without the name
    /// of its provider or for images only.
    public func problems() -> [MemoriesError.Problem] { body.problems(takesGPT: false) }

    /// `POST /vu/chat/completions`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "vu", "chat", "completions", body: .json(body))
    }
  }
}
