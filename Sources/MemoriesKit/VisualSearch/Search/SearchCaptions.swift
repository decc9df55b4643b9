extension VisualSearch {
  /// Finds moments of the private library by a text that is compared with the captions, which are
  /// the descriptions that the service wrote of each scene.
  ///
  /// Write the text in English. Videos that are not indexed yet are not found, and that is no error.
  /// The service bills every successful search.
  ///
  /// ```swift
  /// let matches = try await client.send(VisualSearch.SearchCaptions("people washing clothes"))
  /// ```
  public struct SearchCaptions: Operation, AnsweredOperation, Hashable, Codable {
    /// What to look for.
    public var text: String
    /// The part of the library to search.
    public var scope: LibraryScope?
    /// How many captions the answer may have, from 1 to 200; the service uses 10 unless you set it.
    public var limit: Int?
    /// The least score; the service returns all scores unless you set it.
    public var level: FilteringLevel?
    /// What the search is limited to.
    public var filter = SearchFilter()

    /// Makes a search for a text.
    public init(_ text: String, scope: LibraryScope? = nil) {
      self.text = text
      self.scope = scope
    }

    /// The captions that fit.
    public typealias Output = [Match]

    /// A caption that fits.
    public struct Match: Sendable, Hashable, Codable {
      /// The video.
      public let videoNo: VideoNo
      /// The caption.
      public let text: String?
      /// The embedding of the caption, if the service sends it.
      public let vector: [Double]?
      /// An internal id of the service for the part of the library.
      public let userID: String?
      /// Where the scene begins, in seconds from the start of the video.
      public let startTime: Double?
      /// Where the scene ends, in seconds from the start of the video.
      public let endTime: Double?
      /// How well the caption fits: 1 minus the distance.
      public let score: Double?

      /// Makes a match, for tests and fakes.
      public init(
        videoNo: VideoNo, text: String? = nil, vector: [Double]? = nil, userID: String? = nil,
        startTime: Double? = nil, endTime: Double? = nil, score: Double? = nil
      ) {
        self.videoNo = videoNo
        self.text = text
        self.vector = vector
        self.userID = userID
        self.startTime = startTime
        self.endTime = endTime
        self.score = score
      }
    }

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchCaptions", .billed, rateGroup: .search)

    /// Refuses an empty text and everything beyond the documented limits.
    public func problems() -> [MemoriesError.Problem] { search.problems() }

    /// `POST /search` with the type `BY_CAPTION`.
    public func request() throws -> MemoriesRequest { try search.request() }

    private var search: TextSearch {
      TextSearch(
        text: text, kind: .captions, scope: scope, limit: limit, level: level, filter: filter)
    }
  }
}
