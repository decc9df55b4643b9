extension VisualSearch {
  /// The id of an import.
  public struct TaskID: ServiceIdentifier {
    /// The id as the service wrote it.
    public let rawValue: String

    /// Makes an id from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }
}
