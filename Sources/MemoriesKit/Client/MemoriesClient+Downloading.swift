extension MemoriesClient {
  /// Downloads a file to disk, in constant memory.
  ///
  /// The destination is looked at before the request is sent, because that is when the download is
  /// billed. The file is written aside and moved to its place once it is complete; on any error,
  /// and when the task is cancelled, nothing is left behind.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - destination: Where to. In a directory the service's name for the file is used, made safe.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this.
  ///   - options: What this call does differently.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func download<E: DownloadEndpoint>(
    _ endpoint: E, to destination: DownloadDestination, maximumByteCount: Int64? = nil,
    options: CallOptions = CallOptions(), progress: ProgressHandler? = nil
  ) async throws -> DownloadedFile {
    try await courier.download(
      order(for: endpoint, options), to: destination, fallbackName: endpoint.fallbackFileName,
      maximumByteCount: maximumByteCount, progress: progress)
  }

  /// Begins a download and returns its bytes as they come, for those who do not want a file.
  ///
  /// Returns once the service has agreed. What is not taken waits in 32 MiB of memory; beyond that
  /// the connection is held for a second, and what comes then goes to a temporary file.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func chunks<E: DownloadEndpoint>(
    of endpoint: E, maximumByteCount: Int64? = nil, options: CallOptions = CallOptions()
  ) async throws -> DownloadChunks {
    try await courier.chunks(
      of: order(for: endpoint, options), maximumByteCount: maximumByteCount)
  }
}
