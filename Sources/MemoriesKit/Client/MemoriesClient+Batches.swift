extension MemoriesClient {
  /// Uploads many files, a few at a time.
  ///
  /// ```swift
  /// for await upload in client.uploadAll(files.lazy.map(VisualSearch.UploadVideo.init(file:))) {
  ///   print(upload.index, upload.result)
  /// }
  /// ```
  ///
  /// Each upload is one call of ``send(_:options:)``. When the service refuses one because
  /// of its rate, or because too many videos wait for indexing and it says so with the same code,
  /// the upload is not failed but tried again, at the pace that the client has learned.
  ///
  /// When the task is cancelled, go on reading: each upload that was begun is told of, and one that
  /// may have arrived all the same carries ``MemoriesError/lostUpload``.
  ///
  /// - Parameters:
  ///   - uploads: The uploads, taken one by one as there is room.
  ///   - maxConcurrent: How many are under way at the same time.
  ///   - patience: How long one upload is tried again after such refusals; the service counts its
  ///     indexing queue over two hours.
  ///   - options: What these calls do differently.
  public func uploadAll<Uploads: Sequence>(
    _ uploads: Uploads, maxConcurrent: Int = 2, patience: Duration = .seconds(2 * 3600),
    options: CallOptions = CallOptions()
  ) -> RequestBatch<Uploads.Element> where Uploads.Element: AnsweredOperation {
    RequestBatch(uploads, maxConcurrent: maxConcurrent) { request in
      let stopwatch = Stopwatch(configuration.clock)
      while true {
        do {
          return try await send(request, options: options)
        } catch let error as MemoriesError
          where error.kind == .rateLimited && error.outcome == .refused
          && stopwatch.elapsed() < patience
        {
          // The next call of the group waits for its turn, and that is the pause.
          continue
        }
      }
    }
  }
}
