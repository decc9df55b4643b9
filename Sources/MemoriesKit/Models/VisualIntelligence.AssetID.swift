extension VisualIntelligence {
  /// The id of a Visual Intelligence asset: `re_…` for an upload, `im_…` for a collection of frames,
  /// `imc_…` for one frame.
  public struct AssetID: ServiceIdentifier {
    /// The id as the service wrote it.
    public let rawValue: String

    /// Makes an id from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }
}
