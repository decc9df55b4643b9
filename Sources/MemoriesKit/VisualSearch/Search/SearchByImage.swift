extension VisualSearch {
  /// Finds moments of the whole private library that look like an image. ``SearchClipsByImage`` looks
  /// in one video.
  ///
  /// Videos that are not indexed yet are not found, and that is no error. The service bills every
  /// successful search. The image may be `.jpg`, `.jpeg`, `.png`, `.gif`, `.bmp` or `.webp`, of up
  /// to 20 MB.
  ///
  /// ```swift
  /// let moments = try await client.send(VisualSearch.SearchByImage(.file(picture)))
  /// ```
  public struct SearchByImage: Operation, AnsweredOperation, Hashable, Codable {
    /// The image to look for.
    public var image: MediaSource
    /// The named scope to search. The documentation has no folder here.
    public var scope: LibraryScope?
    /// The least similarity, from 0 to 1; the service uses 0.85 unless you set it.
    public var similarity: Double?

    /// Makes a search for an image.
    public init(_ image: MediaSource, scope: LibraryScope? = nil) {
      self.image = image
      self.scope = scope
    }

    /// The moments, which often have no end.
    public typealias Output = [Moment]

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchByImage", .billed, rateGroup: .search)

    /// Refuses an image that the service does not accept, an invalid similarity, and a folder.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkImage(image, "image")
      rules.checkScope(scope, folders: .none)
      rules.checkSimilarity(similarity, "similarity")
      return rules.problems
    }

    /// `POST /search_similar_images` as a multipart form.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add(scope)
      form.add("similarity", similarity.map(PlainNumber.text))
      form.add("file", image)
      return MemoriesRequest(.post, "search_similar_images", body: .multipart(form))
    }
  }
}
