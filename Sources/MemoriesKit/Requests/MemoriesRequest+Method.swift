extension MemoriesRequest {
  /// What an HTTP request asks to be done.
  public enum Method: String, Sendable, Hashable, Codable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }
}
