extension VisualIntelligence {
  /// The state of the upload of an asset.
  public struct UploadStatus: OpenValue {
    /// The status as the service wrote it.
    public let rawValue: String

    /// Makes a status from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The service has the file and will process it.
    public static let waiting = VisualIntelligence.UploadStatus(rawValue: "WAITING")
    /// The service processes the file.
    public static let uploading = VisualIntelligence.UploadStatus(rawValue: "UPLOADING")
    /// The asset is ready for other calls.
    public static let success = VisualIntelligence.UploadStatus(rawValue: "SUCCESS")
    /// Processing failed; the file must be uploaded again.
    public static let failed = VisualIntelligence.UploadStatus(rawValue: "FAILED")

    /// All states in the documentation.
    public static let known: Set<VisualIntelligence.UploadStatus> = [
      .waiting, .uploading, .success, .failed,
    ]
  }
}
