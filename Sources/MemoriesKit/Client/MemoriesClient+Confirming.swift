extension MemoriesClient {
  /// Asks the service whether what a callback says is true.
  ///
  /// Anyone can post a callback. So act on the videos of the confirmation, never on the callback
  /// alone.
  ///
  /// ```swift
  /// guard case .confirmed(let videos) = try await client.confirm(callback) else { return }
  /// ```
  ///
  /// If the callback names a video, the question is about this video only, and not about the import
  /// that it may name too. A question costs nothing.
  ///
  /// - Parameters:
  ///   - callback: What was posted.
  ///   - scope: The named scope of the upload or the import. A callback does not tell it.
  ///   - options: What the call does differently.
  public func confirm(
    _ callback: VisualSearch.Callback, scope: LibraryScope? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> VisualSearch.Callback.Confirmation {
    var videos: [VisualSearch.VideoMetadata] = []
    if let videoNo = callback.videoNo {
      let video = try await send(
        VisualSearch.GetMetadata(videoNo, scope: scope), options: options)
      videos = [video].compactMap { $0 }
    } else if let taskID = callback.taskID {
      videos = try await send(
        VisualSearch.GetImport(taskID, scope: scope), options: options
      ).allVideos
    }
    return callback.confirmation(videos)
  }
}
