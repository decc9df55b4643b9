extension VisualSearch {
  /// Downloads whatever is stored at a location: a video, a keyframe, an image.
  ///
  /// Billed by the size of the file, before its first byte is sent; a file that does not exist
  /// costs nothing. The answer often does not tell its length.
  public struct DownloadResource: DownloadEndpoint, Hashable, Codable {
    /// The place to download from.
    public var location: StorageLocation

    /// Downloads from a location that a search or metadata gave.
    public init(at location: StorageLocation) {
      self.location = location
    }

    /// Billed when it begins.
    public static var replaySafety: ReplaySafety { .billed }

    /// Shares the limit of the service's downloads.
    public static var rateGroup: RateGroup { .download }

    /// Visual Search.
    public var service: Service { .visualSearch }

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
