extension VisualSearch {
  /// One page of a list of the service.
  public struct Page<Element: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
    /// The number of the page, as the service counts.
    public let currentPage: Int?
    /// How many elements a page has.
    public let pageSize: Int?
    /// How many elements there are on all pages.
    public let totalCount: Int?
    /// The videos, or the moments of videos, on this page.
    public let videos: [Element]?

    /// Makes a page, for tests and fakes.
    public init(
      currentPage: Int? = nil, pageSize: Int? = nil, totalCount: Int? = nil,
      videos: [Element]? = nil
    ) {
      self.currentPage = currentPage
      self.pageSize = pageSize
      self.totalCount = totalCount
      self.videos = videos
    }

    /// The question for the page after this one; nil when the total of the service says that this
    /// was the last.
    func next<Question>(
      after question: Question, _ page: WritableKeyPath<Question, Int>, ofSize size: Int?
    ) -> Question? {
      number(after: question[keyPath: page], ofSize: size).map { number in
        var next = question
        next[keyPath: page] = number
        return next
      }
    }

    private func number(after number: Int, ofSize size: Int?) -> Int? {
      let count = videos?.count ?? 0
      let size = max(pageSize ?? size ?? count, count)
      let (listed, isTooMany) = number.multipliedReportingOverflow(by: size)
      // A total smaller than one page cannot be right.
      if let totalCount, totalCount >= count, listed >= totalCount { return nil }
      guard !isTooMany, number < Int.max else { return nil }
      return number + 1
    }
  }
}
