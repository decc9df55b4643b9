extension VisualIntelligence {
  /// How a model answers. What is nil is not sent, so the service uses its own value.
  public struct ChatSettings: Sendable, Hashable, Codable {
    /// How much chance there is in the choice of words, from 0 to 2; the service uses 0.7.
    public var temperature: Double?
    /// The longest answer in tokens; the service uses 1,000, and 1,024 with Qwen. An answer that is
    /// cut may be no JSON.
    public var maxTokens: Int?
    /// The share of likely words to choose from; the service uses 1, and 0.9 with Qwen.
    public var topP: Double?
    /// How much a word loses by being frequent; the service uses 0.
    public var frequencyPenalty: Double?
    /// How much a word loses by being there already; the service uses 0.
    public var presencePenalty: Double?
    /// How many answers to give; the service uses 1.
    public var n: Int?
    /// Texts before which the answer stops.
    public var stop: [String] = []
    /// What only one provider knows.
    public var options: ProviderOptions?

    /// Leaves everything to the service.
    public init() {}

    /// What only the provider of a model knows.
    public enum ProviderOptions: Sendable, Hashable, Codable {
      /// Gemini: how many tokens it may think, the type of the answer, such as `application/json`,
      /// and its JSON schema.
      case gemini(
        thinkingBudget: Int? = nil, responseMIMEType: String? = nil,
        responseSchema: JSONValue? = nil)
      /// Qwen: whether and how many tokens it may think, and the format of the answer.
      case qwen(
        enablesThinking: Bool? = nil, thinkingBudget: Int? = nil,
        responseFormat: JSONValue? = nil)
      /// GPT: the format of the answer, with its JSON schema.
      case gpt(responseFormat: JSONValue)
      /// Any other, as the members of `extra_body.metadata`.
      case other([String: JSONValue])
    }
  }
}

extension VisualIntelligence.ChatSettings {
  /// Refuses numbers outside of their documented ranges.
  func check(_ rules: inout MemoriesRequest.Rules) {
    if let temperature {
      rules.require(
        (0...2).contains(temperature), "settings.temperature", "\(temperature) is not from 0 to 2")
    }
    for (name, number) in [("maxTokens", maxTokens), ("n", n)] {
      if let number { rules.require(number > 0, "settings.\(name)", "must be at least 1") }
    }
    for (name, number) in [
      ("topP", topP), ("frequencyPenalty", frequencyPenalty), ("presencePenalty", presencePenalty),
    ] {
      if let number { rules.require(number.isFinite, "settings.\(name)", "must be a number") }
    }
  }
}

extension VisualIntelligence.ChatSettings.ProviderOptions {
  /// The members of `extra_body.metadata`.
  var metadata: [String: JSONValue] {
    switch self {
    case .gemini(let budget, let type, let schema):
      var metadata: [String: JSONValue] = [:]
      metadata["thinking_config"] = budget.map { ["thinking_budget": .number(.init($0))] }
      metadata["response_mime_type"] = type.map(JSONValue.string)
      metadata["responseSchema"] = schema
      return metadata
    case .qwen(let enablesThinking, let budget, let format):
      var metadata: [String: JSONValue] = [:]
      metadata["enable_thinking"] = enablesThinking.map(JSONValue.bool)
      metadata["thinking_budget"] = budget.map { .number(.init($0)) }
      metadata["response_format"] = format
      return metadata
    case .gpt: return [:]
    case .other(let metadata): return metadata
    }
  }
}
