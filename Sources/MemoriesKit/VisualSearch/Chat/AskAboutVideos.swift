extension VisualSearch {
  /// Asks a question about videos of the private library, and gets an answer in words.
  ///
  /// > Important: This rests on older documentation and on the provider's OpenAPI file. The current
  /// > documentation has no page about it, so it may end without notice. The service allows two
  /// > calls a minute, and bills each.
  ///
  /// The answer comes in one piece. The service also has a form that sends it piece by piece, but
  /// its documentation is too old and too short for an honest reader, so this package leaves it out.
  ///
  /// ```swift
  /// let answer = try await client.send(VisualSearch.AskAboutVideos("Who wins?", in: [videoNo]))
  /// ```
  public struct AskAboutVideos: Operation, AnsweredOperation, Hashable, Codable {
    /// The question.
    public var prompt: String
    /// The videos that it is about, at least one.
    public var videoNos: [VideoNo]
    /// The conversation that the question belongs to, from an earlier answer.
    public var sessionID: String?

    /// Makes a question.
    public init(_ prompt: String, in videoNos: [VideoNo], sessionID: String? = nil) {
      self.prompt = prompt
      self.videoNos = videoNos
      self.sessionID = sessionID
    }

    /// The answer. Use ``MemoriesClient/reply(to:options:)`` for the members that are not documented.
    public struct Output: Sendable, Hashable, Codable {
      /// Who speaks, `ASSISTANT` in the one answer that was seen.
      public let role: String?
      /// The answer in words.
      public let content: String?
      /// The conversation, for the next question.
      public let sessionID: String?

      /// Makes an answer, for tests and fakes.
      public init(role: String? = nil, content: String? = nil, sessionID: String? = nil) {
        self.role = role
        self.content = content
        self.sessionID = sessionID
      }
    }

    /// The service bills every answer.
    public static let traits = OperationTraits(
      "VisualSearch.AskAboutVideos", .billed, rateGroup: .chat)

    /// Refuses an empty question, no videos, and an empty number.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(prompt, "prompt")
      rules.checkNumbers(videoNos, "videoNos")
      return rules.problems
    }

    /// `POST /chat`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(
        .post, "chat",
        body: .json(Body(prompt: prompt, videoNos: videoNos, sessionID: sessionID)))
    }

    private struct Body: Encodable {
      let prompt: String
      let videoNos: [VideoNo]
      let sessionID: String?

      enum CodingKeys: String, CodingKey {
        case prompt
        case videoNos = "video_nos"
        case sessionID = "session_id"
      }
    }
  }
}
