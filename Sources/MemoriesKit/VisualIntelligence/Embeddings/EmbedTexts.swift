extension VisualIntelligence {
  /// Turns texts into vectors, one for each, in the same order. The service bills by the token.
  ///
  /// ```swift
  /// let request = VisualIntelligence.EmbedTexts(["a red shirt", "a blue car"])
  /// let vectors = try await client.send(request).vectors
  /// ```
  public struct EmbedTexts: Operation, AnsweredOperation, Hashable, Codable {
    /// The texts.
    public var texts: [String]
    /// The model.
    public var model: Model
    /// How many numbers a vector has; the documentation names 256, 512 and 768.
    public var dimensionality: Int?

    /// Turns texts into vectors.
    public init(_ texts: [String], model: Model = .geminiEmbedding001) {
      self.texts = texts
      self.model = model
    }

    /// The vectors of the texts.
    public struct Output: Sendable, Hashable, Codable {
      /// One for each text, in the order of the texts.
      public let vectors: [Embedding]

      /// Makes an answer, for tests and fakes.
      public init(vectors: [Embedding]) {
        self.vectors = vectors
      }

      /// Reads a list of vectors, or what older documentation has: one vector as `embedding`, or
      /// several as `embeddings`.
      public init(from decoder: any Decoder) throws {
        let json = try JSONValue(from: decoder)
        // One by one: a list would pass over an element that cannot be read.
        vectors = try ((json["embeddings"] ?? json).array ?? [json])
          .map { try $0.decode(Embedding.self) }
      }

      /// Writes a list of vectors.
      public func encode(to encoder: any Encoder) throws {
        try vectors.encode(to: encoder)
      }
    }

    /// The service bills by the token.
    public static let traits = OperationTraits("VisualIntelligence.EmbedTexts", .billed)

    /// Refuses no texts, an empty one, an empty model and a length that is not positive.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.require(!texts.isEmpty, "texts", "must not be empty")
      for (index, text) in texts.enumerated() { rules.requireText(text, "texts[\(index)]") }
      rules.checkModel(model)
      if let dimensionality {
        rules.require(dimensionality > 0, "dimensionality", "must be at least 1")
      }
      return rules.problems
    }

    /// Finds fewer or more vectors than texts, and vectors of another length than was asked for.
    public func problem(with output: Output) -> String? {
      guard output.vectors.count == texts.count else {
        return "\(output.vectors.count) vectors came for \(texts.count) texts"
      }
      let lengths = Set(output.vectors.map(\.values.count))
      guard lengths.count < 2, dimensionality.map({ lengths == [$0] }) ?? true else {
        return "the vectors have \(lengths.sorted()) numbers"
      }
      return nil
    }

    private struct Body: Encodable {
      let input: [String]
      let model: Model
      let dimensionality: Int?
    }

    /// `POST /embeddings/text`.
    public func request() throws -> MemoriesRequest {
      let body = Body(input: texts, model: model, dimensionality: dimensionality)
      return try MemoriesRequest(.post, "embeddings", "text", body: .json(body))
    }
  }
}
