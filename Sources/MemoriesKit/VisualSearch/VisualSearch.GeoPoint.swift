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

extension MemoriesRequest.Rules {
  /// Refuses a place that is not on Earth.
  public mutating func checkPlace(_ place: VisualSearch.GeoPoint?, _ field: String) {
    guard let place else { return }
    // This form refuses NaN too.
    require(
      (-90.0...90.0).contains(place.latitude), field,
      "latitude \(place.latitude) is not between -90 and 90")
    require(
      (-180.0...180.0).contains(place.longitude), field,
      "longitude \(place.longitude) is not between -180 and 180")
  }
}
