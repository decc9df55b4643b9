import Foundation
import MemoriesKit
import Terminal

/// The environment of a command.
struct Context: Sendable {
  let output: Output
  let environment: [String: String]
  /// Whether to tell on standard error what the client does.
  var isVerbose = false
  /// Whether to send nothing.
  var isDryRun = false

  /// Makes a client with the key and the hosts from the environment.
  func client() throws -> MemoriesClient {
    var configuration = try MemoriesClient.Configuration(environment: environment)
    if isVerbose {
      configuration.observer = { event in
        Terminal.writeError(Terminal.printable("\(event)") + "\n")
      }
    }
    if isDryRun {
      configuration.protocolClasses = [DryRun.self]
      configuration.retry = .none
      configuration.clock = DryRun.Pauses()
    }
    return try MemoriesClient(configuration: configuration, environment: environment)
  }
}
