extension VisualIntelligence {
  /// Downloads whatever is stored at a location, through the Visual Intelligence host.
  ///
  /// Billed by the size of the file. Locations that a Visual Search answer gave are best
  /// downloaded with ``VisualSearch/DownloadResource``.
  public struct DownloadResource: Operation, DownloadOperation, Hashable, Codable {
    /// The place to download from.
    public var location: StorageLocation

    /// Downloads from a location that an answer gave.
    public init(at location: StorageLocation) {
      self.location = location
    }

    /// Billed when it begins.
    public static let traits = OperationTraits(
      "VisualIntelligence.DownloadResource", .billed, rateGroup: .assetDownload)

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
