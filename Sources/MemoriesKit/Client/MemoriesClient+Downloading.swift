extension MemoriesClient {
  /// Downloads a file to disk, in constant memory.
  ///
  /// The destination is looked at before the request is sent, because that is when the download is
  /// billed. The file is written aside and moved to its place once it is complete; on any error,
  /// and when the task is cancelled, nothing is left behind. JSON is an error whatever its status,
  /// and so is an HTML page, unless the endpoint's own name for the file ends like one.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - destination: Where to. In a directory the service's name for the file is used, made safe.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this; at least 1.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``; `CancellationError` when the task is cancelled.
  public func download<E: DownloadEndpoint>(
    _ endpoint: E, to destination: DownloadDestination, maximumByteCount: Int64? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> DownloadedFile {
    try await file(of: endpoint, destination, maximumByteCount, options, nil)
  }

  /// Downloads a file to disk, in constant memory, and tells how far the transfer is.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - destination: Where to. In a directory the service's name for the file is used, made safe.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this; at least 1.
  ///   - options: What this call does differently.
  ///   - isolation: The actor that the handler runs on, which is the caller's.
  ///   - progress: Is told how far the transfer is, at most ten times a second.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func download<E: DownloadEndpoint>(
    _ endpoint: E, to destination: DownloadDestination, maximumByteCount: Int64? = nil,
    options: CallOptions = CallOptions(), isolation: isolated (any Actor)? = #isolation,
    progress: ProgressHandler
  ) async throws -> DownloadedFile {
    try await ProgressRelay.relaying(to: progress) {
      try await file(of: endpoint, destination, maximumByteCount, options, $0)
    }
  }

  private func file<E: DownloadEndpoint>(
    of endpoint: E, _ destination: DownloadDestination, _ maximumByteCount: Int64?,
    _ options: CallOptions, _ progress: ProgressSink?
  ) async throws -> DownloadedFile {
    try await observing(E.self) { call in
      try await courier.download(
        order(for: endpoint, options, call, maximumByteCount: maximumByteCount), to: destination,
        progress: progress)
    }
  }

  /// Begins a download and returns its bytes as they come, for those who do not want a file.
  ///
  /// Returns once the service has agreed. What is not taken waits in 32 MiB of memory; beyond that
  /// the connection is held for a second, and what comes then goes to a temporary file.
  ///
  /// - Parameters:
  ///   - endpoint: What to download.
  ///   - maximumByteCount: Ends the transfer when the file is larger than this; at least 1.
  ///   - options: What this call does differently.
  /// - Throws: ``MemoriesError``, also when the task is cancelled after the download may have been
  ///   billed; `CancellationError` when it is cancelled before.
  public func chunks<E: DownloadEndpoint>(
    of endpoint: E, maximumByteCount: Int64? = nil, options: CallOptions = CallOptions()
  ) async throws -> DownloadChunks {
    // Once there are chunks, the call is over when they are.
    let call = begin(E.self)
    do {
      return try await courier.chunks(
        of: order(for: endpoint, options, call, maximumByteCount: maximumByteCount))
    } catch {
      call?.end(throwing: error)
      throw error
    }
  }
}
