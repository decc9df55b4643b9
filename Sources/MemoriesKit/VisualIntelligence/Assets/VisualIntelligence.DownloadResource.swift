extension VisualIntelligence {
  /// Downloads what is stored at a location, through the host of Visual Intelligence.
  ///
  /// The service bills by the size of the file. For locations from a Visual Search answer, prefer
  /// ``VisualSearch/DownloadResource``.
  public struct DownloadResource: Operation, DownloadOperation, Hashable, Codable {
    /// The place to download from.
    public var location: StorageLocation

    /// Makes a download from a location in an answer.
    public init(at location: StorageLocation) {
      self.location = location
    }

    /// The service bills the download when it begins.
    public static let traits = OperationTraits(
      "VisualIntelligence.DownloadResource", .billed, rateGroup: .assetDownload)

    /// The last component of the blob's path.
    public var fallbackFileName: String { location.lastComponent }

    /// Refuses a location with an empty half.
    public func problems() -> [MemoriesError.Problem] { location.problems() }

    /// `GET /download`.
    public func request() -> MemoriesRequest {
      MemoriesRequest(.get, "download", query: location.query)
    }
  }
}
