extension VisualSearch {
  /// Finds a part of a word, a word or words in the transcripts of the public library, page by page.
  ///
  /// The service bills every successful search, so each page.
  ///
  /// ```swift
  /// let page = try await client.send(VisualSearch.SearchPublicTranscripts("opponents"))
  /// ```
  public struct SearchPublicTranscripts: Operation, PagedOperation, Hashable, Codable {
    /// The text to look for.
    public var text: String
    /// The page, counted from 1.
    public var page = 1
    /// How many moments a page has, from 1 to 500; the service uses 100 unless you set it.
    public var pageSize: Int?

    /// Makes a search for a text, from the first page.
    public init(_ text: String) {
      self.text = text
    }

    /// One page of moments, which have a beginning and a transcript, but no end and no score.
    public typealias Output = Page<Moment>

    /// The moments of a page.
    public static func elements(of page: Output) -> [Moment] { page.videos ?? [] }

    /// The request for the next page; nil when the total of the service says that this is the last.
    public func next(after page: Output) -> SearchPublicTranscripts? {
      page.next(after: self, \.page, ofSize: pageSize)
    }

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchPublicTranscripts", .billed, rateGroup: .search)

    /// Refuses an empty text and an invalid page.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkKeywords(text, page: page, pageSize: pageSize)
      return rules.problems
    }

    /// `GET /search_public_audio_transcripts`.
    public func request() -> MemoriesRequest {
      MemoriesRequest(
        .get, "search_public_audio_transcripts",
        query: MemoriesRequest.Field.keywords(text, page: page, pageSize: pageSize))
    }
  }
}
