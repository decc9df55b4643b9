import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Small calls, so many of them at the same time.
struct CallsWithMemoriesKit: Program {
  let base: URL
  let count: Int
  let inFlight: Int

  func run() async throws -> Latencies {
    let client = try MemoriesClient(at: base)
    return try await Latencies.measure(count: count, inFlight: inFlight) {
      _ = try await client.send(VisualSearch.GetMetadata.example)
    }
  }
}

/// The same calls, made and read with nothing but Foundation.
struct CallsWithSession: Program {
  let base: URL
  let count: Int
  let inFlight: Int

  func run() async throws -> Latencies {
    let session = URLSession(configuration: RawSession.configuration())
    let base = base
    return try await Latencies.measure(count: count, inFlight: inFlight) {
      try await RawSession.getMetadata(from: base, on: session)
    }
  }
}

extension RawSession {
  static func getMetadata(from base: URL, on session: URLSession) async throws {
    guard let url = URL(string: "\(base)/get_metadata?video_no=VI606404158946574336") else {
      throw Failure("\(base) cannot be extended")
    }
    let (data, response) = try await session.data(for: URLRequest(url: url))
    try check(response)
    _ = try JSONDecoder().decode(PlainEnvelope<PlainVideo>.self, from: data)
  }
}
