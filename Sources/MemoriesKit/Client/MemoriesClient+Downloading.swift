extension MemoriesClient {
  /// Downloads a file to disk, in constant memory.
  ///
  /// A directory that is missing is made, and a hidden file in it, before the request is sent,
  /// because that is when the download is billed. The hidden file is moved to its place once it is
  /// complete; on any error, and when the task is cancelled, it is removed. Should the directory be
  /// renamed meanwhile, the file is saved in it all the same, and ``DownloadedFile/url`` tells where.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - destination: Where to. In a directory the service's name for the file is used, made safe.
  ///   - expectedByteCount: The size that is known from elsewhere, such as ``VideoMetadata/size`` or
  ///     ``Asset/fileSize``. A file of another size is an error that was paid for, and is not saved;
  ///     the service does not promise that its sizes are those of its files.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this.
  ///   - options: What this call does differently.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
  /// - Throws: ``MemoriesError``; `CancellationError` when the task is cancelled.
  public func download<E: DownloadEndpoint>(
    _ endpoint: E, to destination: DownloadDestination, expectedByteCount: Int64? = nil,
    maximumByteCount: Int64? = nil, options: CallOptions = CallOptions(),
    progress: ProgressHandler? = nil
  ) async throws -> DownloadedFile {
    try await courier.download(
      order(for: endpoint, options), to: destination, fallbackName: endpoint.fallbackFileName,
      expectedByteCount: expectedByteCount, maximumByteCount: maximumByteCount,
      progress: progress)
  }

  /// Begins a download and returns its bytes as they come, for those who do not want a file.
  ///
  /// Returns once the service has agreed. What is not taken waits in 32 MiB of memory; beyond that
  /// the connection is held for a second, and what comes then goes to a temporary file.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - expectedByteCount: The size that is known from elsewhere. A file of another size throws, as
  ///     the last thing if only its end tells.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``; `CancellationError` when the task is cancelled.
  public func chunks<E: DownloadEndpoint>(
    of endpoint: E, expectedByteCount: Int64? = nil, maximumByteCount: Int64? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> DownloadChunks {
    try await courier.chunks(
      of: order(for: endpoint, options), expectedByteCount: expectedByteCount,
      maximumByteCount: maximumByteCount)
  }
}
