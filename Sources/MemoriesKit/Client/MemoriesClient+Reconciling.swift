import Foundation

extension MemoriesClient {
  /// Looks for an upload whose answer was lost, before anyone pays for it a second time.
  ///
  /// An error whose outcome is `unknown` carries the upload as ``MemoriesError/lostUpload``. The
  /// videos of its scope are listed and compared by time and by size or name. Nothing is guessed:
  /// what does not decide is given back undecided. Listing costs nothing.
  public func reconcile(
    _ upload: LostUpload, options: CallOptions = CallOptions()
  ) async throws -> Reconciliation {
    var candidates: [VideoMetadata] = []
    var list = VisualSearch.ListVideos(scope: upload.scope)
    var seen = 0
    while true {
      let page = try await send(list, options: options)
      let videos = page.videos ?? []
      candidates += videos.filter(upload.mayBe)
      seen += videos.count
      // Not every answer tells the total; an empty page is the end in any case.
      if videos.isEmpty || page.totalCount.map({ seen >= $0 }) ?? false { break }
      list.page += 1
    }
    if candidates.count == 1, let only = candidates.first, upload.hasEvidence(for: only) {
      return .found(only)
    }
    return candidates.isEmpty ? .notFound : .undecided(candidates)
  }

  /// An error with what it takes to look for the upload, where it is one that may have arrived.
  func tracing<E: Endpoint>(_ error: any Error, of endpoint: E, since begin: Date) -> any Error {
    guard var error = error as? MemoriesError, error.outcome == .unknown,
      let upload = endpoint as? VisualSearch.UploadVideo,
      let byteCount = try? MediaSource.file(upload.file).byteCount()
    else { return error }
    error.lostUpload = LostUpload(
      fileName: upload.file.lastPathComponent, byteCount: byteCount, scope: upload.scope,
      begin: begin, end: configuration.now())
    return error
  }
}
