extension VisualSearch {
  /// Lists the videos of one folder, page by page. ``ListVideos`` does the same with filters.
  ///
  /// ```swift
  /// for try await video in client.elements(of: VisualSearch.ListFolderVideos(folder.id)) {
  ///   show(video.videoName)
  /// }
  /// ```
  public struct ListFolderVideos: Operation, PagedOperation, Hashable, Codable {
    /// The folder: one of your own, -1 for the default folder, or -2 for the legacy folder.
    public var folderID: Int64
    /// The page, counted from 1.
    public var page = 1
    /// How many videos a page has; the service uses 20 unless you set it.
    public var pageSize: Int?

    /// Lists a folder, from the first page.
    public init(_ folderID: Int64) {
      self.folderID = folderID
    }

    /// One page of videos.
    public typealias Output = Page<VideoMetadata>

    /// The videos of a page.
    public static func elements(of page: Output) -> [VideoMetadata] { page.videos ?? [] }

    /// The request for the next page; nil when the total of the service says that this is the last.
    public func next(after page: Output) -> ListFolderVideos? {
      page.next(after: self, \.page, ofSize: pageSize)
    }

    /// A read that costs nothing.
    public static let traits = OperationTraits(
      "VisualSearch.ListFolderVideos", .safe, rateGroup: .list)

    /// Refuses a folder that cannot exist, and an invalid page.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.require(
        folderID > 0 || [-1, -2].contains(folderID), "folderID", "there is no folder \(folderID)")
      rules.checkPage(page)
      rules.checkPageSize(pageSize, "pageSize")
      return rules.problems
    }

    /// `GET /folders/videos`.
    public func request() -> MemoriesRequest {
      var query = [
        MemoriesRequest.Field("folder_id", "\(folderID)"), MemoriesRequest.Field("page", "\(page)"),
      ]
      query.add("page_size", pageSize.map(String.init))
      return MemoriesRequest(.get, "folders", "videos", query: query)
    }
  }
}
