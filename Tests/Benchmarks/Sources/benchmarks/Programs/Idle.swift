import Foundation
import MemoriesKit

/// What every program that uses the library costs before it does anything of size.
struct Idle: Program {
  let base: URL

  func run() async throws -> Done {
    _ = try await MemoriesClient(at: base).send(VisualSearch.GetMetadata.example)
    return Done()
  }
}
