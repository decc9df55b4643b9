import Foundation
import MemoriesKit

extension MemoriesClient {
  /// A client as users have it, except for the place.
  init(at base: URL) throws {
    var configuration = Configuration()
    configuration.visualSearch = base
    try self.init(
      apiKey: APIKey("not-a-real-key"), configuration: configuration, environment: [:])
  }
}

extension VisualSearch.GetMetadata {
  /// The documented example.
  static let example = Self("VI606404158946574336")
}

extension VisualSearch.DownloadResource {
  /// The documented example.
  static let example = Self(
    at: StorageLocation(bucket: "mavi-resource", blob: "VI606404158946574336.mp4"))
}

/// What every program that uses the library costs before it does anything of size.
struct Idle: Program {
  let base: URL

  func run() async throws -> Done {
    _ = try await MemoriesClient(at: base).send(VisualSearch.GetMetadata.example)
    return Done()
  }
}

/// Uploads of one file, so many at the same time.
struct UploadWithMemoriesKit: Program {
  let base: URL
  let file: URL
  var count = 1

  func run() async throws -> Done {
    let client = try MemoriesClient(at: base)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask { _ = try await client.send(VisualSearch.UploadVideo(file: file)) }
      }
      try await group.waitForAll()
    }
    return Done()
  }
}

/// Downloads to numbered files in a folder, so many at the same time.
struct DownloadWithMemoriesKit: Program {
  let base: URL
  let folder: URL
  var count = 1

  func run() async throws -> Done {
    let client = try MemoriesClient(at: base)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<count {
        let file = folder.appendingPathComponent("\(index).mp4")
        group.addTask {
          _ = try await client.download(VisualSearch.DownloadResource.example, to: .file(file))
        }
      }
      try await group.waitForAll()
    }
    return Done()
  }
}
