/// What the pages of a list of videos have brought so far, and whether that is all.
struct VideoListing {
  private var seen: Set<VideoNo> = []
  private var total: Int?
  /// Whether some page listed what could not be read, which may have been any video.
  private var isUnclear = false
  /// Whether every video was seen.
  private(set) var isWhole = false

  /// Takes in a page, and returns those of its videos that no page had before. None is the end: a
  /// service that repeats its pages would be asked for ever.
  ///
  /// - Parameters:
  ///   - page: The page as far as it could be read.
  ///   - data: The page as it came. Reading skips what is no video, and only this tells.
  mutating func add(
    _ page: VisualSearch.ListVideos.Output, from data: JSONValue
  ) -> [VideoMetadata] {
    let videos = page.videos ?? []
    let new = videos.filter { seen.insert($0.videoNo).inserted }
    if let listed = data["videos"], !listed.isNull, listed.array?.count ?? -1 != videos.count {
      isUnclear = true
    }
    // Less than there is on one page cannot be the number of all.
    if let told = page.totalCount, told >= videos.count {
      // The largest that was told: a video that comes or goes meanwhile shifts the pages, and
      // another may slip through between two of them.
      total = max(total ?? told, told)
    }
    let isEnd = total.map { seen.count >= $0 } ?? (page.videos?.isEmpty ?? false)
    isWhole = isEnd && !isUnclear
    return new
  }
}
