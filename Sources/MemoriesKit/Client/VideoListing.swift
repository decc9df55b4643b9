/// The videos on the pages read so far, and whether the list is complete.
struct VideoListing {
  private var videoNos: Set<VisualSearch.VideoNo> = []
  private var totalCount: Int?
  /// Whether some page listed an unreadable video, which may have been any video.
  private var hasUnreadableVideos = false
  /// Whether the pages had every video.
  private(set) var isComplete = false

  /// Adds a page, and returns its videos that no earlier page had. No new video means the end,
  /// because a service that repeats its pages would never end.
  ///
  /// - Parameters:
  ///   - page: The page, as far as it could be read.
  ///   - drift: What could not be read, which may have been any video.
  mutating func add(_ page: VisualSearch.ListVideos.Output, drift: [Drift]) -> [VisualSearch
    .VideoMetadata]
  {
    let videos = page.videos ?? []
    let new = videos.filter { videoNos.insert($0.videoNo).inserted }
    if drift.contains(where: { $0.kind == .skippedElement || $0.path == "data.videos" })
      || drift.count >= DriftLog.limit
    {
      hasUnreadableVideos = true
    }
    // A total smaller than one page cannot be right.
    if let count = page.totalCount, count >= videos.count {
      // Keeps the largest total: a video that comes or goes meanwhile shifts the pages, and another
      // video may slip between two of them.
      totalCount = max(totalCount ?? count, count)
    }
    let isEnd = totalCount.map { videoNos.count >= $0 } ?? (page.videos?.isEmpty ?? false)
    isComplete = isEnd && !hasUnreadableVideos
    return new
  }
}
