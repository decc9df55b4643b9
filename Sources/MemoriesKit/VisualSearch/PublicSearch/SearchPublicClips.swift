extension VisualSearch {
  /// Finds moments of the public library by a text: in what is seen, or in what is said.
  ///
  /// Write the text in English. The service bills every successful search.
  ///
  /// ```swift
  /// let moments = try await client.send(VisualSearch.SearchPublicClips("goal", on: .youTube))
  /// ```
  public struct SearchPublicClips: Operation, AnsweredOperation, Hashable, Codable {
    /// What to look for.
    public var text: String
    /// The platform to search.
    public var platform: Platform
    /// Whether to look in the pictures or in the speech.
    public var medium: SearchClips.Medium
    /// How many moments the answer may have, from 1 to 1,000; the service uses 100 unless you set it.
    public var limit: Int?
    /// The least score; the service returns all scores unless you set it.
    public var level: FilteringLevel?

    /// Makes a search for a text.
    public init(_ text: String, on platform: Platform, in medium: SearchClips.Medium = .pictures) {
      self.text = text
      self.platform = platform
      self.medium = medium
    }

    /// The moments, of videos with numbers of the public library (`PI-…`).
    public typealias Output = [Moment]

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchPublicClips", .billed, rateGroup: .search)

    /// Refuses an empty text and a limit beyond the documented one.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(text, "text")
      rules.check(limit, in: 1...1000, "limit")
      return rules.problems
    }

    /// `POST /search_public`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "search_public", body: .json(Body(self)))
    }

    private struct Body: Encodable {
      let searchParam: String
      let searchType: String
      let type: Platform
      let topK: Int?
      let filteringLevel: FilteringLevel?

      init(_ search: SearchPublicClips) {
        searchParam = search.text
        // Part of the documentation says that the service rejects the `BY_CLIP` of the private
        // library here. Nothing says so of `BY_VIDEO`.
        searchType = search.medium == .speech ? "BY_AUDIO" : "BY_VIDEO"
        type = search.platform
        topK = search.limit
        filteringLevel = search.level
      }

      enum CodingKeys: String, CodingKey {
        case type
        case searchParam = "search_param"
        case searchType = "search_type"
        case topK = "top_k"
        case filteringLevel = "filtering_level"
      }
    }
  }
}
