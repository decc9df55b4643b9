extension VisualSearch {
  /// Finds a part of a word, a word or words in the transcripts of the private library, page by page.
  /// Upper and lower case are the same. ``SearchClips`` with ``SearchClips/Medium/speech`` looks for
  /// a meaning.
  ///
  /// Videos that are not indexed yet are not found, and that is no error. The service bills every
  /// successful search, so each page.
  ///
  /// ```swift
  /// for try await moment in client.elements(of: VisualSearch.SearchTranscripts("love")) {
  ///   show(moment.transcript)
  /// }
  /// ```
  public struct SearchTranscripts: Operation, PagedOperation, Hashable, Codable {
    /// The text to look for.
    public var text: String
    /// The page, counted from 1.
    public var page = 1
    /// How many moments a page has, from 1 to 500; the service uses 100 unless you set it.
    public var pageSize: Int?
    /// The named scope to search. The documentation has no folder here.
    public var scope: LibraryScope?

    /// Makes a search for a text, from the first page.
    public init(_ text: String, scope: LibraryScope? = nil) {
      self.text = text
      self.scope = scope
    }

    /// One page of moments, which have a beginning and a transcript, but no end and no score.
    public typealias Output = Page<Moment>

    /// The moments of a page.
    public static func elements(of page: Output) -> [Moment] { page.videos ?? [] }

    /// The request for the next page; nil when the total of the service says that this is the last.
    public func next(after page: Output) -> SearchTranscripts? {
      page.next(after: self, \.page, ofSize: pageSize)
    }

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchTranscripts", .billed, rateGroup: .search)

    /// Refuses an empty text or scope, an invalid page, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkKeywords(text, page: page, pageSize: pageSize)
      rules.checkScope(scope, folders: .none)
      return rules.problems
    }

    /// `GET /search_audio_transcripts`.
    public func request() -> MemoriesRequest {
      var query = MemoriesRequest.Field.keywords(text, page: page, pageSize: pageSize)
      query.add(scope)
      return MemoriesRequest(.get, "search_audio_transcripts", query: query)
    }
  }
}

// The searches for words in transcripts of the private and the public library differ only in their
// path and scope.

extension MemoriesRequest.Rules {
  mutating func checkKeywords(_ text: String, page: Int, pageSize: Int?) {
    requireText(text, "text")
    checkPage(page)
    check(pageSize, in: 1...500, "pageSize")
  }
}

extension MemoriesRequest.Field {
  static func keywords(_ text: String, page: Int, pageSize: Int?) -> [MemoriesRequest.Field] {
    var query = [MemoriesRequest.Field("query", text), MemoriesRequest.Field("page", "\(page)")]
    query.add("page_size", pageSize.map(String.init))
    return query
  }
}
