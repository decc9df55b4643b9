import Foundation
import MemoriesKit
import MemoriesKitTesting
import Terminal

/// The client, the files and the download folder for the tour.
struct TourContext: Sendable {
  let client: MemoriesClient
  let video: URL
  let picture: URL
  let prompt: String
  let downloads: URL
  var waiting = WaitOptions()

  /// Runs `tour` with the service when there is a key, else with a sandbox.
  static func run(_ tour: @Sendable (TourContext) async throws -> Void) async throws {
    let files = try Files(arguments: CommandLine.arguments.dropFirst())
    let environment = ProcessInfo.processInfo.environment
    if environment["MEMORIES_API_KEY", default: ""].isEmpty {
      try await runOnSandbox(files, tour)
    } else {
      try await runOnService(files, tour)
    }
  }

  private static func runOnService(
    _ files: Files?, _ tour: (TourContext) async throws -> Void
  ) async throws {
    guard let files else { throw ExitError.usage }
    let client = try MemoriesClient()
    let host = try MemoriesClient.Configuration(environment: ProcessInfo.processInfo.environment)
      .visualSearch.host
    print("MEMORIES_API_KEY is set: using the service at \(host ?? "?").")
    print("Uploads, searches and downloads are billed there.")
    try await tour(
      TourContext(
        client: client, video: files.video, picture: files.picture, prompt: files.prompt,
        downloads: URL(fileURLWithPath: FileManager.default.currentDirectoryPath)))
  }

  private static func runOnSandbox(
    _ files: Files?, _ tour: (TourContext) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("quickstart-\(UUID().uuidString)", isDirectory: true)
    let downloads = folder.appendingPathComponent("downloads", isDirectory: true)
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try files ?? Files()

    let sandbox = try await Sandbox.start()
    print("MEMORIES_API_KEY is not set: using a sandbox inside this program.")
    print("It answers like the service, but nothing leaves this machine and nothing is billed.")
    print("It does not look at videos: the moments and the scores of step 3 are invented.")
    var context = TourContext(
      client: try MemoriesClient(
        apiKey: APIKey(sandbox.apiKey), configuration: .sandbox(sandbox)),
      video: files.video, picture: files.picture, prompt: files.prompt, downloads: downloads)
    context.waiting.firstPause = .milliseconds(200)
    do {
      try await tour(context)
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
    print("The sandbox is gone, and so is what was saved. With a key and files of your own:")
    print("  \(ExitError.usageLine)")
  }
}
