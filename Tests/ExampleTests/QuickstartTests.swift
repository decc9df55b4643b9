import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import quickstart

final class QuickstartTests: XCTestCase {
  private var directory: TemporaryDirectory!

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  private func run(
    _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> ExampleProcess.Result {
    let process = try ExampleProcess.start(
      "quickstart", arguments, environment: environment, in: directory.url)
    defer { process.stop() }
    return await process.result()
  }

  /// Runs it with a key and a sandbox in the place of the service.
  private func run(
    _ arguments: [String], on sandbox: Sandbox, key: String? = nil
  ) async throws -> ExampleProcess.Result {
    let key = key ?? sandbox.apiKey
    let result = try await run(
      arguments,
      environment: [
        "MEMORIES_API_KEY": key,
        "MEMORIES_V1_BASE_URL": sandbox.visualSearchURL.absoluteString,
        "MEMORIES_V2_BASE_URL": sandbox.visualIntelligenceURL.absoluteString,
      ])
    XCTAssertFalse((result.output + result.error).contains(key), "the key was shown")
    return result
  }

  private func startSandbox() async throws -> Sandbox {
    var settings = Sandbox.Settings()
    settings.indexing = .afterPolls(0)
    return try await Sandbox.start(settings)
  }

  func testWithoutAKeyItRunsOnASandboxAndLeavesNothingBehind() async throws {
    let result = try await run()

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    XCTAssertEqual(try directory.names(), [])
    let lines = result.output.split(separator: "\n").map(String.init)
    XCTAssertEqual(
      lines.first, "MEMORIES_API_KEY is not set: using a sandbox inside this program.")
    XCTAssertEqual(
      lines.filter { $0.first?.isNumber == true },
      [
        "1. Upload red-square.mp4", "2. Wait until it is searchable",
        "3. Search for red-square.png: “the red square”", "4. Download the video of the best clip",
      ])
    XCTAssertTrue(lines.contains("   Poll 3: PARSE"), result.output)
    XCTAssertTrue(
      lines.contains { $0.hasPrefix("   Saved 29.6 kB as \(directory.url.path)/quickstart-") },
      result.output)
  }

  func testAnEmptyKeyIsNoKey() async throws {
    let result = try await run(environment: ["MEMORIES_API_KEY": ""])
    XCTAssertEqual(result.status, 0)
    XCTAssertTrue(result.output.hasPrefix("MEMORIES_API_KEY is not set"), result.output)
  }

  func testWithAKeyItUsesTheServiceAndTheFilesGiven() async throws {
    let sandbox = try await startSandbox()
    let movie = Sandbox.Pattern.data(at: 0, count: 100_000)
    try directory.write(movie, named: "beach.mov")
    try directory.write(SamplePicture.data, named: "shirt.png")

    let result = try await run(["beach.mov", "shirt.png", "the red shirt"], on: sandbox)

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    XCTAssertEqual(
      sandbox.exchanges.map { "\($0.request.method) \($0.request.path)" },
      [
        "POST /serve/api/v1/upload", "GET /serve/api/v1/get_metadata",
        "POST /serve/api/v1/search_clips_by_image", "GET /serve/api/v1/download",
      ])
    XCTAssertEqual(sandbox.exchanges[2].request.fields.value(of: "prompt"), "the red shirt")
    // The name is taken already, by the file that was uploaded.
    XCTAssertEqual(try directory.names(), ["beach 2.mov", "beach.mov", "shirt.png"])
    let saved = directory.url.appendingPathComponent("beach 2.mov")
    XCTAssertEqual(try Data(contentsOf: saved), movie)
    XCTAssertTrue(result.output.contains("Saved 100.0 kB as \(saved.path)."), result.output)
    await sandbox.stop()
  }

  func testWithAKeyItNeedsFiles() async throws {
    let sandbox = try await startSandbox()
    for arguments in [[], ["movie.mp4"], ["a", "b", "c", "d"], ["--help", "me"]] {
      let result = try await run(arguments, on: sandbox)
      XCTAssertEqual(result.status, 64, "\(arguments)")
      XCTAssertEqual(result.output, "")
      XCTAssertTrue(result.error.contains("quickstart VIDEO PICTURE [PROMPT]"), result.error)
    }
    XCTAssertEqual(sandbox.exchanges.count, 0)
    await sandbox.stop()
  }

  func testAMissingPictureIsMissedBeforeTheVideoIsPaidFor() async throws {
    let sandbox = try await startSandbox()
    try directory.write(SampleMovie.data, named: "a.mp4")
    let result = try await run(["a.mp4", "b.png"], on: sandbox)
    XCTAssertEqual(result.status, 66)
    XCTAssertEqual(result.error, "cannot read \(directory.url.path)/b.png\n")
    XCTAssertEqual(sandbox.exchanges.count, 0)
    await sandbox.stop()
  }

  func testARefusedKeyIsToldWithoutShowingIt() async throws {
    let sandbox = try await startSandbox()
    try directory.write(SampleMovie.data, named: "a.mp4")
    try directory.write(SamplePicture.data, named: "b.png")
    let result = try await run(["a.mp4", "b.png"], on: sandbox, key: "sk-another-secret")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.error.contains("the API key was refused"), result.error)
    XCTAssertTrue(sandbox.videoNos.isEmpty)
    await sandbox.stop()
  }
}
