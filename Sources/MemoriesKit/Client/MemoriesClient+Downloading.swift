extension MemoriesClient {
  /// Downloads a file to disk, in constant memory.
  ///
  /// A directory that is missing is made, and a hidden file in it, before the request is sent,
  /// because that is when the download is billed. The hidden file is moved to its place once it is
  /// complete; on any error, and when the task is cancelled, it is removed. Should the directory be
  /// renamed meanwhile, the file is saved in it all the same, and ``DownloadedFile/url`` tells where.
  ///
  /// JSON is an error whatever its status, and so is an HTML page, unless the operation's own name for
  /// the file ends like one.
  ///
  /// - Parameters:
  ///   - operation: What to download.
  ///   - destination: Where to. In a directory the service's name for the file is used, made safe.
  ///   - expectedByteCount: The size that is known from elsewhere, such as ``VisualSearch/VideoMetadata/size`` or
  ///     ``VisualIntelligence/Asset/fileSize``. A file of another size is an error that was paid for, and is not saved;
  ///     the service does not promise that its sizes are those of its files.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this; at least 1.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func download<E: DownloadOperation>(
    _ operation: E, to destination: DownloadDestination, expectedByteCount: Int64? = nil,
    maximumByteCount: Int64? = nil, options: CallOptions = CallOptions()
  ) async throws -> DownloadedFile {
    try await file(
      of: operation, destination,
      FileSize(expected: expectedByteCount, maximum: maximumByteCount), options, nil)
  }

  /// Downloads a file to disk, in constant memory, and tells how far the transfer is.
  ///
  /// - Parameters:
  ///   - operation: What to download.
  ///   - destination: Where to. In a directory the service's name for the file is used, made safe.
  ///   - expectedByteCount: The size that is known from elsewhere.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this; at least 1.
  ///   - options: What this call does differently.
  ///   - isolation: The actor that the handler runs on, which is the caller's.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
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
        FileSize(expected: expectedByteCount, maximum: maximumByteCount), options, $0)
    }
  }

  private func file<E: DownloadOperation>(
    of operation: E, _ destination: DownloadDestination, _ size: FileSize,
    _ options: CallOptions, _ progress: ProgressSink?
  ) async throws -> DownloadedFile {
    try await observing(E.self) { observation in
      try await courier.download(
        prepared(operation, options, observation, fileSize: size), to: destination,
        progress: progress)
    }
  }

  /// Begins a download and returns its bytes as they come, for those who do not want a file.
  ///
  /// Returns once the service has agreed. What is not taken waits in 32 MiB of memory; beyond that
  /// the connection is held for a second, and what comes then goes to a temporary file.
  ///
  /// - Parameters:
  ///   - operation: What to download.
  ///   - expectedByteCount: The size that is known from elsewhere. A file of another size throws, as
  ///     the last thing if only its end tells.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this; at least 1.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func chunks<E: DownloadOperation>(
    of operation: E, expectedByteCount: Int64? = nil, maximumByteCount: Int64? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> DownloadChunks {
    // Once there are chunks, the call is over when they are.
    let observation = begin(E.self)
    do {
      let size = FileSize(expected: expectedByteCount, maximum: maximumByteCount)
      return try await courier.chunks(of: prepared(operation, options, observation, fileSize: size))
    } catch {
      observation?.end(throwing: error)
      throw error
    }
  }
}
