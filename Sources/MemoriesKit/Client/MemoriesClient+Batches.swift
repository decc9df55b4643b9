extension MemoriesClient {
  /// Uploads many files, a few at a time.
  ///
  /// ```swift
  /// for await upload in client.uploadAll(files.lazy.map(VisualSearch.UploadVideo.init(file:))) {
  ///   print(upload.index, upload.result)
  /// }
  /// ```
  ///
  /// Each upload is one call of ``send(_:options:)->E.Output``. The service may refuse an upload for its
  /// rate, or with the same code because too many videos wait for indexing. Such an upload does not
  /// fail: the client tries it again, at the rate that it has learned.
  ///
  /// After you cancel the task, keep reading: you get each upload that has begun. One that may have
  /// arrived carries ``MemoriesError/lostUpload``.
  ///
  /// - Parameters:
  ///   - uploads: The uploads. The client takes the next one when it can send it.
  ///   - maxConcurrent: How many uploads run at the same time.
  ///   - patience: How long the client tries one upload again after such refusals. The service
  ///     counts its indexing queue over two hours.
  ///   - options: What these calls do differently.
  ///   - willSend: Called before an upload is sent, for instance to note it down. When it throws, the
  ///     upload is not sent, and has that error.
  ///   - progress: Gets the progress of each upload, at most ten times a second each. Uploads run at
  ///     the same time, so it is called on any thread.
  public func uploadAll<Uploads: Sequence>(
    _ uploads: Uploads, maxConcurrent: Int = 2, patience: Duration = .seconds(2 * 3600),
    options: CallOptions = CallOptions(),
    willSend: @escaping @Sendable (Uploads.Element) async throws -> Void = { _ in },
    progress: (@Sendable (Uploads.Element, TransferProgress) -> Void)? = nil
  ) -> RequestBatch<Uploads.Element> where Uploads.Element: AnsweredOperation {
    RequestBatch(uploads, maxConcurrent: maxConcurrent) { request in
      try await willSend(request)
      let report: ProgressSink? =
        if let progress { { progress(request, $0) } } else { nil }
      let stopwatch = Stopwatch(configuration.clock)
      while true {
        do {
          return try await send(request, options: options, progress: report, within: nil)
        } catch let error as MemoriesError
          where error.kind == .rateLimited && error.outcome == .refused
          && stopwatch.elapsed() < patience
        {
          // `RetryDecision` lists the places that send a billed request again. This is one of them:
          // the service has said that it did nothing. The rate pacer delays the next call, so no
          // pause is needed here.
          continue
        }
      }
    }
  }
}
