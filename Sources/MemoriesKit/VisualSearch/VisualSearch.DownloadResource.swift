extension VisualSearch {
  /// Downloads whatever is stored at a location: a video, a keyframe, an image.
  ///
  /// Billed by the size of the file, before its first byte is sent; a file that does not exist
  /// costs nothing. The answer often does not tell its length.
  public struct DownloadResource: Operation, DownloadOperation, Hashable, Codable {
    /// The place to download from.
    public var location: StorageLocation

    /// Downloads from a location that a search or metadata gave.
    public init(at location: StorageLocation) {
      self.location = location
    }

    /// Billed when it begins.
    public static let traits = OperationTraits(
      "VisualSearch.DownloadResource", .billed, rateGroup: .download)

    /// The last component of the blob's path.
    public var fallbackFileName: String { location.lastComponent }

    /// A location with an empty half.
    public func problems() -> [MemoriesError.Problem] { location.problems() }

    /// `GET /download`.
    public func request() -> MemoriesRequest {
      MemoriesRequest(.get, "download", query: location.query)
    }
  }
}
