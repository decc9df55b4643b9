extension VisualSearch {
  /// A place on Earth in decimal degrees. It is one value, so nobody can give a request only a
  /// latitude.
  public struct GeoPoint: Sendable, Hashable, Codable {
    /// Degrees north of the equator, -90 to 90.
    public var latitude: Double
    /// Degrees east of Greenwich, -180 to 180.
    public var longitude: Double

    /// Makes a point. The client checks its range when it sends a request.
    public init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }
  }
}
