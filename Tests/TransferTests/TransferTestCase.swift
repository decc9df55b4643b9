import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A sandbox, a client that talks to it and a folder, new for each test.
class TransferTestCase: XCTestCase {
  private(set) var sandbox: Sandbox!
  private(set) var folder: TemporaryDirectory!
  private var running: [Sandbox] = []

  override func setUp() async throws {
    sandbox = try await start()
    folder = try TemporaryDirectory()
  }

  override func tearDown() async throws {
    for sandbox in running { await sandbox.stop() }
    folder.remove()
  }

  /// A further sandbox, stopped with the test.
  func start(_ settings: Sandbox.Settings = Sandbox.Settings()) async throws -> Sandbox {
    let sandbox = try await Sandbox.start(settings)
    running.append(sandbox)
    return sandbox
  }

  /// Goes on with a sandbox of other settings.
  func restart(_ change: (inout Sandbox.Settings) -> Void) async throws {
    var settings = Sandbox.Settings()
    change(&settings)
    sandbox = try await start(settings)
  }

  /// A client for the sandbox; `change` adjusts its configuration.
  func client(_ change: (inout MemoriesClient.Configuration) -> Void = { _ in }) throws
    -> MemoriesClient
  {
    var configuration = try MemoriesClient.Configuration.test(sandbox)
    // What most of these tests look at is one attempt.
    configuration.retry = .none
    change(&configuration)
    return try MemoriesClient(apiKey: APIKey(sandbox.apiKey), configuration: configuration)
  }

  /// A video of so many bytes, which only the name makes one.
  func video(_ byteCount: Int, named name: String = "movie.mp4") throws -> URL {
    try folder.write(Sandbox.Pattern.data(at: 0, count: byteCount), named: name)
  }

  /// The one route that downloads by location take.
  let download = Sandbox.Route.visualSearch("GET", "/download")

  let anyLocation = VisualSearch.DownloadResource(
    at: StorageLocation(bucket: "mavi-resource", blob: "VI1.mp4"))

  /// Makes downloads answer with so many bytes of the pattern.
  func serve(_ byteCount: Int64, framing: Sandbox.Answer.Framing = .chunked) {
    serve(
      Sandbox.Answer(
        headers: [
          "Content-Type": "video/mp4",
          "Content-Disposition": "attachment; filename=\"movie.mp4\"",
        ],
        body: .pattern(byteCount: byteCount), framing: framing))
  }

  func serve(_ answer: Sandbox.Answer) {
    sandbox.route("GET", download.path) { _ in answer }
  }

  /// Runs `body` and returns the error of the one public type that it must throw.
  func failure(
    file: StaticString = #filePath, line: UInt = #line, of body: () async throws -> Void
  ) async -> MemoriesError? {
    do {
      try await body()
      XCTFail("nothing was thrown", file: file, line: line)
    } catch let error as MemoriesError {
      return error
    } catch {
      XCTFail("thrown: \(error)", file: file, line: line)
    }
    return nil
  }

  /// Everything in the folder that was not there at the beginning.
  func leftovers() throws -> [String] {
    try folder.names()
  }
}

extension MemoriesClient.Configuration {
  /// For a sandbox, with the engine that `MEMORIES_ENGINE` names.
  static func test(_ sandbox: Sandbox) throws -> MemoriesClient.Configuration {
    let environment = ProcessInfo.processInfo.environment
    var base = try MemoriesClient.Configuration(environment: environment)
    // With `URLSession`: bodies as on Apple's systems.
    if environment["MEMORIES_BODY_PAIRS"] != nil { base.bodyPairs = FakePair.make }
    return .sandbox(sandbox, base: base)
  }

  /// Whether that engine is libcurl.
  static var testsUseLibcurl: Bool {
    #if canImport(Glibc)
    ProcessInfo.processInfo.environment["MEMORIES_ENGINE"] != "urlSession"
    #else
    false
    #endif
  }
}
