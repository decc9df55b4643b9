import Foundation

extension VisualIntelligence {
  /// What a model has answered, in the provider's own form or in that of OpenAI.
  public struct ChatAnswer: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue
    /// The answers, usually one.
    public let choices: [Choice]

    /// Takes JSON in either form; throws when it has no answers.
    public init(json: JSONValue) throws {
      guard let choices = json["choices"]?.array else {
        throw JSONMismatch(reason: "there are no choices")
      }
      self.json = json
      self.choices = choices.map(Choice.init)
    }

    /// Makes an answer of one text, for tests and fakes.
    public init(_ text: String) {
      let choice: JSONValue = ["text": .string(text), "index": 0]
      json = ["choices": [choice]]
      choices = [Choice(json: choice)]
    }

    /// The text of the first answer.
    public var text: String? { choices.first?.text }
    /// The name that the service gave the answer.
    public var id: String? { json["id"]?.string }
    /// The model that answered; with OpenAI, in the version that it really was.
    public var model: Model? { json["model"]?.string.map { Model($0) } }
    /// When it answered.
    public var created: Date? { (json["created_at"] ?? json["created"])?.dateInSeconds }
    /// The state, such as `completed`, in the provider's own form.
    public var status: String? { json["status"]?.string }
    /// The tokens that are billed.
    public var usage: Usage? { json["usage"]?.object.map { Usage(json: .object($0)) } }
    /// The provider of the model, in the provider's own form.
    public var provider: String? { json["meta"]?["provider"]?.string }
    /// The model as its provider names it, in the provider's own form.
    public var providerModel: String? { json["meta"]?["provider_model"]?.string }

    /// One answer.
    public struct Choice: JSONBacked {
      /// All that the service sent.
      public let json: JSONValue

      /// Takes JSON in either form.
      public init(json: JSONValue) {
        self.json = json
      }

      /// What it says.
      public var text: String? {
        let content = json["text"] ?? json["message"]?["content"]
        // A provider may answer in parts, as it is asked in parts.
        return content?.string
          ?? content?.array.map { $0.compactMap { $0["text"]?.string }.joined() }
      }
      /// Its place among the answers.
      public var index: Int? { json["index"]?.int64.map { Int($0) } }
      /// Why it ends: `stop`, or `length` when it was cut.
      public var finishReason: String? { json["finish_reason"]?.string }
      /// Why the model did not answer, with OpenAI.
      public var refusal: String? { json["message"]?["refusal"]?.string }
    }

    /// The tokens that are billed.
    public struct Usage: JSONBacked {
      /// All that the service sent.
      public let json: JSONValue

      /// Takes JSON in either form.
      public init(json: JSONValue) {
        self.json = json
      }

      /// Those of the question, the media included.
      public var inputTokens: Int64? { (json["input_tokens"] ?? json["prompt_tokens"])?.int64 }
      /// Those of the answer.
      public var outputTokens: Int64? {
        (json["output_tokens"] ?? json["completion_tokens"])?.int64
      }
      /// All of them.
      public var totalTokens: Int64? { json["total_tokens"]?.int64 }
    }
  }
}
