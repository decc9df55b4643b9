import Foundation
import MemoriesKit

/// The environment of a command.
struct Context: Sendable {
  let output: Output
  let environment: [String: String]

  /// Makes a client with the key and the hosts from the environment.
  func client() throws -> MemoriesClient {
    try MemoriesClient(environment: environment)
  }
}
