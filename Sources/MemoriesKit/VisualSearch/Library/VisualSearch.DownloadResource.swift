extension VisualSearch {
  /// Downloads what is stored at a location: a video, a keyframe, an image.
  ///
  /// The service bills by the size of the file, before it sends the first byte. A file that does
  /// not exist costs nothing. The answer often has no length.
  public struct DownloadResource: Operation, DownloadOperation, Hashable, Codable {
    /// The place to download from.
    public var location: StorageLocation

    /// Makes a download from a location in a search result or in metadata.
    public init(at location: StorageLocation) {
      self.location = location
    }

    /// The service bills the download when it begins.
    public static let traits = OperationTraits(
      "VisualSearch.DownloadResource", .billed, rateGroup: .download)

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
