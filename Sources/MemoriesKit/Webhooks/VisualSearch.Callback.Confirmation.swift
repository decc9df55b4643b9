extension VisualSearch.Callback {
  /// What the service says when it is asked about a callback.
  public enum Confirmation: Sendable, Hashable {
    /// The service says the same: of the video, or of the videos of the import.
    case confirmed([VisualSearch.VideoMetadata])
    /// The service says something else, as it does for a forged callback, or for one that is older
    /// than the last change. What the service says is the truth.
    case contradicted([VisualSearch.VideoMetadata])
    /// The service knows no such video, or no videos of such an import. So it is for a forged
    /// callback, for an import that failed, and for a moment after an upload.
    case unknown
  }

  /// Compares what this says with what the service says.
  func confirmation(_ videos: [VisualSearch.VideoMetadata]) -> Confirmation {
    guard !videos.isEmpty else { return .unknown }
    let isTrue =
      switch status {
      case nil: true
      // The end of an import is no end of indexing: it is enough that the videos are there.
      case .importSucceeded where videoNo == nil: true
      case let status? where status.isSearchable:
        videos.allSatisfy { $0.status?.isSearchable ?? false }
      case let status? where status.isFailure:
        videos.allSatisfy { $0.status?.isFailure ?? false }
      case let status?:
        videos.allSatisfy { $0.status?.rawValue == status.rawValue }
      }
    return isTrue ? .confirmed(videos) : .contradicted(videos)
  }
}
