extension MemoriesError {
  /// Whether the service may have acted on a request that ended in an error: what decides if it can
  /// be sent again without paying twice.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// Nothing that the service could act on reached it. Told only where it is certain: on Linux
    /// nothing tells whether a request without a body was sent, so that there a connection that could
    /// not be made is `unknown`.
    case notSent
    /// The service answered that it did not do what was asked, and nothing in its answer speaks
    /// against that.
    case refused
    /// The request may have been accepted, but the answer was lost or cannot be told. So it counts
    /// too when the connection broke in the middle of the body: the server may have broken it
    /// because it had made up its mind.
    case unknown
    /// The service did what was asked, and it counts as billed; what followed went wrong.
    case done
  }
}
