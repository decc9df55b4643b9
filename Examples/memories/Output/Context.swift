import Foundation
import MemoriesKit

/// What a command works with.
struct Context: Sendable {
  let output: Output
  let environment: [String: String]

  /// A client for the key and the hosts that the environment names.
  func client() throws -> MemoriesClient {
    try MemoriesClient(environment: environment)
  }
}
