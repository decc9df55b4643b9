import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// `URLSession` without a library around it.
enum RawSession {
  static func configuration() -> URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.httpMaximumConnectionsPerHost = 64
    return configuration
  }

  static func upload(to base: URL) -> URLRequest {
    var request = URLRequest(url: base.appendingPathComponent("upload"))
    request.httpMethod = "POST"
    request.setValue("video/mp4", forHTTPHeaderField: "Content-Type")
    return request
  }

  static func download(from base: URL) -> URLRequest {
    var request = URLRequest(url: base.appendingPathComponent("download"))
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    return request
  }

  static func getMetadata(from base: URL, on session: URLSession) async throws {
    guard let url = URL(string: "\(base)/get_metadata?video_no=VI606404158946574336") else {
      throw Failure("\(base) cannot be extended")
    }
    let (data, response) = try await session.data(for: URLRequest(url: url))
    try check(response)
    _ = try JSONDecoder().decode(PlainEnvelope<PlainVideo>.self, from: data)
  }

  static func check(_ response: URLResponse?) throws {
    guard (response as? HTTPURLResponse)?.statusCode == 200 else {
      throw Failure("the server refused")
    }
  }
}
