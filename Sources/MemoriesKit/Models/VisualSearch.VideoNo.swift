extension VisualSearch {
  /// The number of a video in a Visual Search library: `VI…` in a private one, `PI-…` in the public.
  public struct VideoNo: ServiceIdentifier {
    /// The number as the service wrote it.
    public let rawValue: String

    /// Makes a number from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }
}
