extension MemoriesClient {
  /// Downloads a file to disk, in constant memory.
  ///
  /// The service bills when it answers. So before the request, the client creates a missing
  /// directory and, in it, a hidden file. It moves that file to its final name when the download is
  /// complete, and removes it on any error and when the task is cancelled. If somebody renames the
  /// directory meanwhile, the file is still saved in it, and ``DownloadedFile/url`` says where.
  ///
  /// An answer of JSON is an error under any status. So is an HTML page, unless
  /// ``DownloadOperation/fallbackFileName`` ends like one.
  ///
  /// - Parameters:
  ///   - operation: What to download.
  ///   - destination: Where to save the file. In a directory the client uses the name that the
  ///     service suggests, made safe.
  ///   - expectedByteCount: The size, if you know it, for instance from
  ///     ``VisualSearch/VideoMetadata/size`` or ``VisualIntelligence/Asset/fileSize``. A file of
  ///     another size is billed, but throws and is not saved. The service does not promise that its
  ///     sizes match its files.
  ///   - maximumByteCount: The largest size that you accept, at least 1. The transfer ends when the
  ///     file is larger.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func download<E: DownloadOperation>(
    _ operation: E, to destination: DownloadDestination, expectedByteCount: Int64? = nil,
    maximumByteCount: Int64? = nil, options: CallOptions = CallOptions()
  ) async throws -> DownloadedFile {
    try await file(
      of: operation, destination,
      ExpectedSize(expected: expectedByteCount, maximum: maximumByteCount), options, nil)
  }

  /// Downloads a file to disk, in constant memory, and reports progress.
  ///
  /// - Parameters:
  ///   - operation: What to download.
  ///   - destination: Where to save the file. In a directory the client uses the name that the
  ///     service suggests, made safe.
  ///   - expectedByteCount: The size, if you know it.
  ///   - maximumByteCount: The largest size that you accept, at least 1. The transfer ends when the
  ///     file is larger.
  ///   - options: What this call does differently.
  ///   - isolation: The actor of the caller, on which the handler runs.
  ///   - progress: Gets the progress, at most ten times a second.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func download<E: DownloadOperation>(
    _ operation: E, to destination: DownloadDestination, expectedByteCount: Int64? = nil,
    maximumByteCount: Int64? = nil, options: CallOptions = CallOptions(),
    isolation: isolated (any Actor)? = #isolation, progress: TransferProgress.Handler
  ) async throws -> DownloadedFile {
    try await ProgressRelay.relaying(to: progress) {
      try await file(
        of: operation, destination,
        ExpectedSize(expected: expectedByteCount, maximum: maximumByteCount), options, $0)
    }
  }

  private func file<E: DownloadOperation>(
    of operation: E, _ destination: DownloadDestination, _ size: ExpectedSize,
    _ options: CallOptions, _ progress: ProgressSink?
  ) async throws -> DownloadedFile {
    try await observing(E.self) { observation in
      try await courier.download(
        prepared(operation, options, observation, fileSize: size), to: destination,
        progress: progress)
    }
  }

  /// Begins a download and returns its bytes while they arrive, for those who do not want a file.
  ///
  /// This method returns when the service has agreed. Unread bytes stay in memory, up to 32 MiB.
  /// Beyond that, the client stops reading the connection for a second, and then writes what
  /// arrives to a temporary file.
  ///
  /// - Parameters:
  ///   - operation: What to download.
  ///   - expectedByteCount: The size, if you know it. For a file of another size this method
  ///     throws, or the last read when only the end of the file shows it.
  ///   - maximumByteCount: The largest size that you accept, at least 1. The transfer ends when the
  ///     file is larger.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func chunks<E: DownloadOperation>(
    of operation: E, expectedByteCount: Int64? = nil, maximumByteCount: Int64? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> DownloadChunks {
    try await observing(E.self, isWhole: false) { observation in
      let size = ExpectedSize(expected: expectedByteCount, maximum: maximumByteCount)
      return try await courier.chunks(of: prepared(operation, options, observation, fileSize: size))
    }
  }
}
