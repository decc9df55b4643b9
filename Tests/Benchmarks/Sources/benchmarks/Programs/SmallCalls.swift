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
