extension MemoriesError {
  /// The limits that a call's time has.
  public enum TimeLimit: String, Sendable, Hashable, Codable {
    /// Until the connection stood.
    case connect
    /// Between two bytes, in either direction.
    case stall
    /// From the last byte of the request to the head of the answer.
    case response
    /// For the whole call.
    case total
  }
}
