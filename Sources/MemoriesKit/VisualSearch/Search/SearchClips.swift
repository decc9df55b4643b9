extension VisualSearch {
  /// Finds moments of the private library by a text: in what is seen, or in what is said.
  ///
  /// Write the text in English. Videos that are not indexed yet are not found, and that is no error.
  /// The service bills every successful search.
  ///
  /// ```swift
  /// var search = VisualSearch.SearchClips("a dog jumps into the water")
  /// search.filter.tag = "beach"
  /// for moment in try await client.send(search) { show(moment.videoNo, moment.startTime) }
  /// ```
  public struct SearchClips: Operation, AnsweredOperation, Hashable, Codable {
    /// What to look for.
    public var text: String
    /// Whether to look in the pictures or in the speech.
    public var medium: Medium
    /// The part of the library to search.
    public var scope: LibraryScope?
    /// How many moments the answer may have, from 1 to 1,000; the service uses 100 unless you set it.
    public var limit: Int?
    /// The least score; the service returns all scores unless you set it.
    public var level: FilteringLevel?
    /// What the search is limited to.
    public var filter = SearchFilter()

    /// What a search looks through.
    public enum Medium: String, Sendable, Hashable, Codable, CaseIterable {
      /// What is seen.
      case pictures
      /// What is said, by its meaning. ``SearchTranscripts`` looks for the words.
      case speech
    }

    /// Makes a search for a text.
    public init(_ text: String, in medium: Medium = .pictures, scope: LibraryScope? = nil) {
      self.text = text
      self.medium = medium
      self.scope = scope
    }

    /// The moments. A moment of ``Medium/speech`` has a transcript, and one of ``Medium/pictures`` a
    /// keyframe.
    public typealias Output = [Moment]

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchClips", .billed, rateGroup: .search)

    /// Refuses an empty text and everything beyond the documented limits.
    public func problems() -> [MemoriesError.Problem] { search.problems() }

    /// `POST /search` with the type `BY_CLIP` or `BY_AUDIO`.
    public func request() throws -> MemoriesRequest { try search.request() }

    private var search: TextSearch {
      TextSearch(
        text: text, kind: medium == .speech ? .speech : .pictures, scope: scope, limit: limit,
        level: level, filter: filter)
    }
  }
}
