/// What the pages of a list of videos have brought so far, and whether that is all.
struct VideoListing {
  private var videoNos: Set<VisualSearch.VideoNo> = []
  private var totalCount: Int?
  /// Whether some page listed what could not be read, which may have been any video.
  private var hasUnreadableVideos = false
  /// Whether every video was seen.
  private(set) var isComplete = false

  /// Takes in a page, and returns those of its videos that no page had before. None is the end: a
  /// service that repeats its pages would be asked for ever.
  ///
  /// - Parameters:
  ///   - page: The page as far as it could be read.
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
    // Less than there is on one page cannot be the number of all.
    if let count = page.totalCount, count >= videos.count {
      // The largest that was told: a video that comes or goes meanwhile shifts the pages, and
      // another may slip through between two of them.
      totalCount = max(totalCount ?? count, count)
    }
    let isEnd = totalCount.map { videoNos.count >= $0 } ?? (page.videos?.isEmpty ?? false)
    isComplete = isEnd && !hasUnreadableVideos
    return new
  }
}
