import Foundation
import MemoriesKit
import Terminal

/// The environment of a command.
struct Context: Sendable {
  let output: Output
  let environment: [String: String]
  /// Whether to tell on standard error what the client does.
  var isVerbose = false

  /// Makes a client with the key and the hosts from the environment.
  func client() throws -> MemoriesClient {
    guard isVerbose else { return try MemoriesClient(environment: environment) }
    var configuration = try MemoriesClient.Configuration(environment: environment)
    configuration.observer = { event in
      Terminal.writeError(Terminal.printable("\(event)") + "\n")
    }
    return try MemoriesClient(configuration: configuration, environment: environment)
  }
}
