import Foundation
import MemoriesKit

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
