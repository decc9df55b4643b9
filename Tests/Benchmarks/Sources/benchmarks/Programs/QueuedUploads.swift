import Foundation
import MemoriesKit

/// Many uploads that wait for their turn in a batch.
struct QueuedUploads: Program {
  let base: URL
  let file: URL
  let count: Int

  func run() async throws -> Done {
    let client = try MemoriesClient(at: base)
    let uploads = repeatElement(VisualSearch.UploadVideo(file: file), count: count)
    for await upload in client.uploadAll(uploads) { _ = try upload.result.get() }
    return Done()
  }
}
