import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import quickstart

final class QuickstartTests: ExampleTestCase {
  override func setUp() async throws {
    try await super.setUp()
    try await restart { $0.indexing = .afterPolls(0) }
  }

  /// Runs it with a key and a sandbox in the place of the service.
  private func quickstart(_ arguments: String...) async throws -> ProgramRun.Result {
    try await run("quickstart", arguments)
  }

  private var movie: Data { get throws { try Data(contentsOf: Files().video) } }
  private var picture: Data { get throws { try Data(contentsOf: Files().picture) } }

  func testTheSamplesAreWhatTheirNamesSay() throws {
    XCTAssertEqual(try movie.dropFirst(4).prefix(8), Data("ftypisom".utf8))
    XCTAssertEqual(try picture.prefix(8), Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    XCTAssertLessThan(try movie.count + picture.count, 65_536)
  }

  func testWithoutAKeyItRunsOnASandboxAndLeavesNothingBehind() async throws {
    let result = try await run("quickstart", [], environment: [:])

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    XCTAssertEqual(try folder.names(), [])
    let lines = result.output.split(separator: "\n").map(String.init)
    XCTAssertEqual(
      lines.first, "MEMORIES_API_KEY is not set: using a sandbox inside this program.")
    XCTAssertTrue(lines[2].contains("are invented"), result.output)
    XCTAssertEqual(
      lines.filter { $0.first?.isNumber == true },
      [
        "1. Upload red-square.mp4", "2. Wait until it is searchable",
        "3. Search for red-square.png: “the red square”", "4. Download the video of the best clip",
      ])
    XCTAssertTrue(lines.contains("   Poll 3: PARSE"), result.output)
    XCTAssertTrue(
      lines.contains { $0.hasPrefix("   Saved 29.6 kB as \(folder.url.path)/quickstart-") },
      result.output)
  }

  func testWithoutAReaderItStillLeavesNothingBehind() async throws {
    let result = try await start(
      "quickstart", [], environment: [:], outputFile: ProgramRun.unreadPipe()
    )
    .finish()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(try folder.names(), [])
  }

  func testTheServiceCannotSteerTheTerminal() async throws {
    try folder.write(movie, named: "a.mp4")
    try folder.write(picture, named: "b.png")
    sandbox.route("POST", "/serve/api/v1/upload") { _ in
      Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1\u001b[31m"}}"#))
    }
    try sandbox.failAlways(
      .visualSearch("GET", "/get_metadata"), with: .serviceError(code: "0402", message: "no"))
    let result = try await quickstart("a.mp4", "b.png")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("took it in as VI1?[31m."), result.output)
    XCTAssertFalse(result.everything.contains("\u{1B}"), result.everything)
  }

  func testAnEmptyKeyIsNoKey() async throws {
    let result = try await run("quickstart", [], environment: ["MEMORIES_API_KEY": ""])
    XCTAssertEqual(result.status, 0)
    XCTAssertTrue(result.output.hasPrefix("MEMORIES_API_KEY is not set"), result.output)
  }

  func testWithAKeyItUsesTheServiceAndTheFilesGiven() async throws {
    let movie = Sandbox.Pattern.data(at: 0, count: 100_000)
    try folder.write(movie, named: "beach.mov")
    try folder.write(picture, named: "shirt.png")

    let result = try await quickstart("beach.mov", "shirt.png", "the red shirt")

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
    XCTAssertEqual(try folder.names(), ["beach 2.mov", "beach.mov", "shirt.png"])
    let saved = folder.url.appendingPathComponent("beach 2.mov")
    XCTAssertEqual(try Data(contentsOf: saved), movie)
    XCTAssertTrue(result.output.contains("Saved 100.0 kB as \(saved.path)."), result.output)
  }

  func testWithAKeyItNeedsFiles() async throws {
    for arguments in [[], ["movie.mp4"], ["a", "b", "c", "d"], ["--help", "me"]] {
      let result = try await run("quickstart", arguments)
      XCTAssertEqual(result.status, 64, "\(arguments)")
      XCTAssertEqual(result.output, "")
      XCTAssertTrue(result.error.contains("quickstart VIDEO PICTURE [PROMPT]"), result.error)
    }
    XCTAssertEqual(sandbox.exchanges.count, 0)
  }

  func testAMissingPictureIsMissedBeforeTheVideoIsPaidFor() async throws {
    try folder.write(movie, named: "a.mp4")
    let result = try await quickstart("a.mp4", "b\u{1B}.png")
    XCTAssertEqual(result.status, 66)
    XCTAssertEqual(result.error, "cannot read \(folder.url.path)/b?.png\n")
    XCTAssertEqual(sandbox.exchanges.count, 0)
  }

  func testCtrlCDuringTheUploadTellsThatItMayHaveArrived() async throws {
    try folder.write(movie, named: "a.mp4")
    try folder.write(picture, named: "b.png")
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .stall)
    let run = try start("quickstart", ["a.mp4", "b.png"])
    _ = await sandbox.exchange { $0.progress == .answering }
    run.interrupt()
    let result = await run.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertEqual(
      result.error,
      "interrupted: VisualSearch.UploadVideo: the task was cancelled (1 attempt, the service may "
        + "have acted)\n")
  }

  func testARefusedKeyIsToldWithoutShowingIt() async throws {
    try folder.write(movie, named: "a.mp4")
    try folder.write(picture, named: "b.png")
    let key = "sk-another-secret"
    let result = try await run(
      "quickstart", ["a.mp4", "b.png"],
      environment: environment.merging(["MEMORIES_API_KEY": key]) { $1 })
    XCTAssertFalse(result.everything.contains(key), "the key was shown")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.error.contains("the API key was refused"), result.error)
    XCTAssertTrue(sandbox.videoNos.isEmpty)
  }
}
