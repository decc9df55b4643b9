import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Small calls beside a download that the disk holds back.
struct CallsDuringDownload: Program {
  let download: DownloadWithMemoriesKit

  func run() async throws -> Latencies {
    let client = try MemoriesClient(at: download.base)
    return try await Latencies.measure {
      _ = try await download.run()
    } _: {
      _ = try await client.send(VisualSearch.GetMetadata.example)
    }
  }
}

/// The same with a delegate on an ordinary queue.
struct CallsDuringSessionDownload: Program {
  let download: DownloadByDelegate

  func run() async throws -> Latencies {
    let session = URLSession(configuration: RawSession.configuration())
    return try await Latencies.measure {
      _ = try await download.run()
    } _: {
      try await RawSession.getMetadata(from: download.base, on: session)
    }
  }
}

/// The same with a delegate on libcurl's own thread.
struct CallsDuringInlineDownload: Program {
  let download: DownloadInline

  func run() async throws -> Latencies {
    let session = URLSession(configuration: RawSession.configuration())
    return try await Latencies.measure {
      _ = try await download.run()
    } _: {
      try await RawSession.getMetadata(from: download.base, on: session)
    }
  }
}
