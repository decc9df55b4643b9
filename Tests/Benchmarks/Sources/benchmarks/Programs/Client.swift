import Foundation
import MemoriesKit

extension MemoriesClient {
  /// The variable that names the file of the authorities to trust.
  static let authorities = "BENCHMARKS_AUTHORITIES"

  /// A client as users have it, except for the place; on the engine that the environment names.
  init(at base: URL) throws {
    var configuration = try MemoriesClient.Configuration(
      environment: ProcessInfo.processInfo.environment)
    configuration.visualSearch = base
    configuration.trusting = ProcessInfo.processInfo.environment[Self.authorities]
      .map { URL(fileURLWithPath: $0) }
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
