extension VisualIntelligence {
  /// Downloads whatever is stored at a location, through the Visual Intelligence host.
  ///
  /// Billed by the size of the file. Locations that a Visual Search answer gave are best
  /// downloaded with ``VisualSearch/DownloadResource``.
  public struct DownloadResource: DownloadEndpoint, Hashable, Codable {
    /// The place to download from.
    public var location: StorageLocation

    /// Downloads from a location that an answer gave.
    public init(at location: StorageLocation) {
      self.location = location
    }

    /// Billed when it begins.
    public static var replaySafety: ReplaySafety { .billed }

    /// Shares the limit of the service's asset downloads.
    public static var rateGroup: RateGroup { .assetDownload }

    /// Visual Intelligence.
    public var service: Service { .visualIntelligence }

    /// The last component of the blob's path.
    public var fallbackFileName: String { location.lastComponent }

    /// A location with an empty half.
    public func problems() -> [Problem] { location.problems() }

    /// `GET /download`.
    public func request() -> ServiceRequest {
      ServiceRequest(.get, "download", query: location.query)
    }
  }
}
