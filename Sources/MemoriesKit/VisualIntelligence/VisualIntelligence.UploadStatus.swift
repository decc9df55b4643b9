extension VisualIntelligence {
  /// How far the service is with taking in an asset.
  public struct UploadStatus: OpenValue {
    /// The status as the service wrote it.
    public let rawValue: String

    /// Takes a status as the service wrote it.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// Received, waiting to be processed.
    public static let waiting = VisualIntelligence.UploadStatus(rawValue: "WAITING")
    /// Being processed.
    public static let uploading = VisualIntelligence.UploadStatus(rawValue: "UPLOADING")
    /// Ready: other calls may name the asset.
    public static let success = VisualIntelligence.UploadStatus(rawValue: "SUCCESS")
    /// Processing failed; the file must be uploaded again.
    public static let failed = VisualIntelligence.UploadStatus(rawValue: "FAILED")

    /// Every status that the documentation names.
    public static let known: Set<VisualIntelligence.UploadStatus> = [
      .waiting, .uploading, .success, .failed,
    ]
  }
}
