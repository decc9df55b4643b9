import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

#if !canImport(Darwin)
extension URLSessionEngine {
  func problem(with url: URL) -> String? {
    // Foundation on Linux rejects such a URL (-1000), but only when it is used.
    guard url.host?.contains(":") == true else { return nil }
    return "is an IPv6 address, which cannot be used on this system; give a name, such as localhost"
  }

  /// Begins an exchange on a session that has no connection which an earlier request left open.
  func beginWithoutReuse(_ exchange: Exchange, _ request: HTTPRequest, _ head: URLRequest) {
    var head = head
    head.setValue("close", forHTTPHeaderField: "Connection")
    freshSessions.acquire { [self, head] session in
      begin(exchange, request, head, on: session) { [freshSessions] completion in
        freshSessions.release(
          session,
          hasNoConnection: completion.map { Self.leavesNoConnection($0, of: request) } ?? true)
      }
    }
  }

  /// Whether an exchange has certainly left no connection open.
  private static func leavesNoConnection(
    _ completion: SessionDelegate.Completion, of request: HTTPRequest
  ) -> Bool {
    // A transfer that broke off without TLS was HTTP/1.1, whose connection closes with the
    // transfer.
    if completion.isFailure, request.url.scheme == "http" { return true }
    let connection = completion.head?.headers["Connection"]?.lowercased() ?? ""
    return connection.split(separator: ",")
      .contains { $0.trimmingCharacters(in: .whitespaces) == "close" }
  }
}
#endif
