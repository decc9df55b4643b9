extension VisualIntelligence {
  /// The name of a job, by which a webhook's notice tells which one it is about.
  public struct TaskID: ServiceIdentifier {
    /// The name as the service wrote it.
    public let rawValue: String

    /// Makes a name from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }
}
