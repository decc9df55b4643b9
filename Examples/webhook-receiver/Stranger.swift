import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Somebody who is not the service, and posts callbacks all the same.
enum Stranger {
  /// Posts a body, and returns the status of the answer.
  static func post(_ body: String, to url: URL) async throws -> Int {
    var request = URLRequest(url: url, timeoutInterval: 10)
    request.httpMethod = "POST"
    request.httpBody = Data(body.utf8)
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let (_, response) = try await URLSession.shared.data(for: request)
    return (response as? HTTPURLResponse)?.statusCode ?? 0
  }

  /// The URL as somebody knows it who has never seen the token.
  static func guess(_ url: URL) -> URL {
    guard var components = URLComponents(url: url, resolvingAgainstBaseURL: true) else {
      return url
    }
    components.query = nil
    return components.url ?? url
  }
}
