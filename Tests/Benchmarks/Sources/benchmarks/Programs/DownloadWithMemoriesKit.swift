import Foundation
import MemoriesKit

/// Downloads to numbered files in a folder, so many at the same time.
struct DownloadWithMemoriesKit: Program {
  let base: URL
  let folder: URL
  var count = 1
  var bytesPerSecond: Int64?

  func run() async throws -> Done {
    let disk = SlowDisk(bytesPerSecond)
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
    try disk.check(folder)
    return Done()
  }
}
