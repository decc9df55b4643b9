/// The body of both chats.
struct ChatBody: Encodable {
  let model: VisualIntelligence.Model
  let messages: [VisualIntelligence.ChatMessage]
  let settings: VisualIntelligence.ChatSettings

  private enum CodingKeys: String, CodingKey {
    case model, messages, temperature, n, stop
    case maxTokens = "max_tokens"
    case topP = "top_p"
    case frequencyPenalty = "frequency_penalty"
    case presencePenalty = "presence_penalty"
    case extraBody = "extra_body"
    case responseFormat = "response_format"
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(model, forKey: .model)
    try members.encode(messages, forKey: .messages)
    try members.encodeIfPresent(settings.temperature, forKey: .temperature)
    try members.encodeIfPresent(settings.maxTokens, forKey: .maxTokens)
    try members.encodeIfPresent(settings.topP, forKey: .topP)
    try members.encodeIfPresent(settings.frequencyPenalty, forKey: .frequencyPenalty)
    try members.encodeIfPresent(settings.presencePenalty, forKey: .presencePenalty)
    try members.encodeIfPresent(settings.n, forKey: .n)
    if !settings.stop.isEmpty { try members.encode(settings.stop, forKey: .stop) }
    if case .gpt(let format) = settings.options {
      try members.encode(format, forKey: .responseFormat)
    } else if let metadata = settings.options?.metadata, !metadata.isEmpty {
      try members.encode(["metadata": metadata], forKey: .extraBody)
    }
  }

  /// Refuses no messages, empty ones, and a model without its provider.
  func problems(takesGPT: Bool) -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    if let provider = model.provider, !provider.isEmpty {
      rules.require(
        takesGPT || provider != "gpt", "model", "\(model) is for chats about images")
    } else {
      rules.refuse(
        "model", "\(model) lacks the name of its provider, as in gemini:gemini-2.5-flash")
    }
    rules.require(!messages.isEmpty, "messages", "must not be empty")
    for (index, message) in messages.enumerated() {
      rules.require(!message.content.isEmpty, "messages[\(index)]", "must not be empty")
      for case .text(let text) in message.content {
        rules.requireText(text, "messages[\(index)]")
      }
      for case .file(let uri, let type) in message.content {
        rules.requireText(uri, "messages[\(index)]")
        rules.requireText(type, "messages[\(index)]")
      }
    }
    settings.check(&rules)
    return rules.problems
  }
}
