extension MemoriesClient {
  /// The pages of a list. The sequence requests each page when you read it.
  ///
  /// ```swift
  /// for try await page in client.pages(of: VisualSearch.ListVideos()) { show(page.totalCount) }
  /// ```
  ///
  /// - Parameters:
  ///   - operation: The request for the first page.
  ///   - options: What each call does differently.
  public func pages<Operation: PagedOperation>(
    of operation: Operation, options: CallOptions = CallOptions()
  ) -> PageSequence<Operation> {
    PageSequence(operation) { try await send($0, options: options) }
  }

  /// The elements of all pages of a list, one after the other.
  ///
  /// ```swift
  /// for try await video in client.elements(of: VisualSearch.ListVideos()) { show(video.videoName) }
  /// ```
  ///
  /// - Parameters:
  ///   - operation: The request for the first page.
  ///   - options: What each call does differently.
  public func elements<Operation: PagedOperation>(
    of operation: Operation, options: CallOptions = CallOptions()
  ) -> PageSequence<Operation>.Elements {
    pages(of: operation, options: options).elements
  }
}
