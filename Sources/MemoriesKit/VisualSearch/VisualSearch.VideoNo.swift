extension VisualSearch {
  /// The number of a video in a Visual Search library: `VI…` in a private one, `PI-…` in the public.
  public struct VideoNo: ServiceIdentifier {
    /// The number as the service wrote it.
    public let rawValue: String

    /// Takes a number as the service wrote it.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }
}
