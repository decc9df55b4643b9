extension VisualSearch {
  /// Finds moments of the public library that look like an image.
  ///
  /// The service bills every successful search. The image may be `.jpg`, `.jpeg`, `.png`, `.gif`,
  /// `.bmp` or `.webp`, of up to 20 MB.
  ///
  /// ```swift
  /// let search = VisualSearch.SearchPublicByImage(.file(picture), on: .instagram)
  /// let moments = try await client.send(search)
  /// ```
  public struct SearchPublicByImage: Operation, AnsweredOperation, Hashable, Codable {
    /// The image to look for.
    public var image: MediaSource
    /// The platform to search.
    public var platform: Platform
    /// The least similarity, from 0 to 1; the service uses 0.85 unless you set it.
    public var similarity: Double?

    /// Makes a search for an image.
    public init(_ image: MediaSource, on platform: Platform) {
      self.image = image
      self.platform = platform
    }

    /// The moments, of videos with numbers of the public library (`PI-…`).
    public typealias Output = [Moment]

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchPublicByImage", .billed, rateGroup: .search)

    /// Refuses an image that the service does not accept, and an invalid similarity.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImage(image, "image")
      rules.checkSimilarity(similarity, "similarity")
      return rules.problems
    }

    /// `POST /search_public_similar_images` as a multipart form.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add("type", platform.rawValue)
      form.add("similarity", similarity.map(PlainNumber.text))
      form.add("file", image)
      return MemoriesRequest(.post, "search_public_similar_images", body: .multipart(form))
    }
  }
}
