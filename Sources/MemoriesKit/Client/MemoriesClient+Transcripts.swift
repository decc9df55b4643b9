extension MemoriesClient {
  /// The transcript of a video, or why there is none.
  ///
  /// This first asks for the metadata of the video, which costs nothing, and then for the transcript
  /// if the video is indexed.
  ///
  /// ```swift
  /// switch try await client.transcript(of: videoNo) {
  /// case .found(let transcript): show(transcript.segments)
  /// case .absent: show("nothing is said")
  /// case .notIndexed(let video): show(video?.status)
  /// }
  /// ```
  public func transcript(
    of videoNo: VisualSearch.VideoNo, scope: LibraryScope? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> VisualSearch.TranscriptState {
    try await state(
      of: VisualSearch.GetTranscript(videoNo, scope: scope),
      video: VisualSearch.GetMetadata(videoNo, scope: scope), options)
  }

  /// The captions of a video, or why there are none. The rest is as for
  /// ``transcript(of:scope:options:)``.
  public func captions(
    of videoNo: VisualSearch.VideoNo, scope: LibraryScope? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> VisualSearch.TranscriptState {
    try await state(
      of: VisualSearch.GetCaptions(videoNo, scope: scope),
      video: VisualSearch.GetMetadata(videoNo, scope: scope), options)
  }

  private func state<Question: AnsweredOperation>(
    of question: Question, video: VisualSearch.GetMetadata, _ options: CallOptions
  ) async throws -> VisualSearch.TranscriptState
  where Question.Output == VisualSearch.Transcript? {
    // In this order, because a transcript may come into being between two questions. Once the video
    // is indexed, none does.
    let metadata = try await send(video, options: options)
    guard let status = metadata?.status, status.isSearchable else { return .notIndexed(metadata) }
    let transcript = try await send(question, options: options)
    guard let transcript, !transcript.isEmpty else { return .absent }
    return .found(transcript)
  }
}
