import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class MemoriesDownloadTests: MemoriesTestCase {
  private let route = Sandbox.Route.visualSearch("GET", "/download")
  private let place = ["--bucket", "mavi-resource", "--blob", "clip.mp4"]

  private func addVideo() -> String {
    sandbox.addVideo(Sandbox.Pattern.data(at: 0, count: 3000), named: "movie.mp4")
  }

  private func content(of name: String) throws -> Data {
    try Data(contentsOf: folder.url.appendingPathComponent(name))
  }

  func testByPlaceForPeople() async throws {
    let number = addVideo()
    let result = try await memories(
      "download", "--bucket", "mavi-resource", "--blob", "\(number).mp4")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(result.error, "")
    let fields = fields(result.output)
    let path = try XCTUnwrap(fields["saved"])
    XCTAssertEqual((path as NSString).lastPathComponent, "movie.mp4")
    XCTAssertEqual(fields["size"], "3000 bytes")
    XCTAssertEqual(fields["type"], "application/octet-stream")
    XCTAssertTrue(Sandbox.Pattern.matches(try content(of: "movie.mp4")))
    XCTAssertEqual(try folder.names(), ["movie.mp4"])
  }

  func testAsJSON() async throws {
    let number = addVideo()
    let result = try await memories(
      "download", "--video", number, "--to", "saved.mp4", "--json")
    let document = try json(result.output)
    XCTAssertEqual(Set(document.keys), ["path", "byteCount", "contentType"])
    XCTAssertEqual(document["byteCount"], 3000)
    let path = try XCTUnwrap(document["path"] as? String)
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)).count, 3000)
    XCTAssertEqual(try folder.names(), ["saved.mp4"])
  }

  func testThroughVisualIntelligence() async throws {
    let number = addVideo()
    let result = try await memories(
      "download", "--bucket=mavi-resource", "--blob=\(number).mp4", "--v2")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(sandbox.exchanges.last?.request.path, "/serve/api/v2/download")
  }

  func testAnAssetIntoADirectory() async throws {
    try write(3000, named: "photo.png")
    _ = try await memories("assets", "upload", "photo.png")
    let assetID = try XCTUnwrap(sandbox.assetIDs.first)
    sandbox.finishIndexing(of: assetID)
    let result = try await memories("download", "--asset", assetID, "--to", folder.url.path)
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(try folder.names(), ["photo 2.png", "photo.png"])
  }

  func testAFileThatExistsIsReplacedOnlyOnRequest() async throws {
    let number = addVideo()
    try write(1, named: "saved.mp4")
    let kept = try await memories("download", "--video", number, "--to", "saved.mp4")
    XCTAssertEqual(kept.status, 73)
    XCTAssertEqual(try content(of: "saved.mp4").count, 1)
    XCTAssertTrue(sandbox.exchanges.isEmpty, "a download is billed")

    let replaced = try await memories(
      "download", "--video", number, "--to", "saved.mp4", "--replace")
    XCTAssertEqual(replaced.status, 0, replaced.error)
    XCTAssertEqual(try content(of: "saved.mp4").count, 3000)
  }

  func testAPipeIsNeverReplaced() async throws {
    let number = addVideo()
    let pipe = folder.url.appendingPathComponent("pipe").path
    XCTAssertEqual(mkfifo(pipe, 0o600), 0)
    let result = try await memories(
      "download", "--video", number, "--to", "pipe", "--replace", "--json")
    XCTAssertEqual(result.status, 73)
    XCTAssertEqual(try json(result.error)["message"], "\(pipe) is no regular file")
    XCTAssertEqual(try folder.names(), ["pipe"])
    XCTAssertTrue(sandbox.exchanges.isEmpty, "a download is billed")
  }

  func testADirectoryThatIsNotThereIsMade() async throws {
    let number = addVideo()
    let result = try await memories("download", "--video", number, "--to", "new/inner/")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(
      try FileManager.default.contentsOfDirectory(
        atPath: folder.url.appendingPathComponent("new/inner").path
      ).count, 1)
  }

  func testADirectoryThatIsNotThereIsNotMadeForAFile() async throws {
    let result = try await memories(
      "download", "--video", "VI1", "--to", "nowhere/movie.mp4", "--json")
    XCTAssertEqual(result.status, 73)
    XCTAssertEqual(try json(result.error)["kind"], "fileSystem")
    XCTAssertEqual(try folder.names(), [])
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testWhatIsToBeDownloadedMustBeClear() async throws {
    for arguments in [
      [], ["--bucket", "b"], ["--blob", "p"], ["--video", "VI1", "--asset", "re_1"],
      ["--video", "VI1", "--blob", "p"], ["--video", "VI1", "--v2"],
      ["--asset", "re_1", "--unique-id", "x"], ["--asset", "re_1", "--to="],
    ] {
      let run = try start("memories", ["download"] + arguments)
      let result = await run.finish()
      XCTAssertEqual(result.status, 64, "\(arguments)")
    }
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testSomethingThatDoesNotExist() async throws {
    let result = try await memories(
      "download", "--bucket", "mavi-resource", "--blob", "clip.mp4", "--json")
    XCTAssertEqual(result.status, 80)
    let error = try json(result.error)
    XCTAssertEqual(error["kind"], "notFound")
    XCTAssertEqual(error["code"], "0001")
    XCTAssertEqual(error["status"], 200)
    XCTAssertEqual(error["outcome"], "refused")
    XCTAssertEqual(try folder.names(), [])
  }

  func testProgressWithALengthIsABarAndWithoutItASpinner() async throws {
    for (framing, sign) in [(Sandbox.Answer.Framing.sized, "%"), (.chunked, "Downloading | ")] {
      sandbox.route("GET", route.path) { _ in
        Sandbox.Answer(
          headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 1 << 20),
          framing: framing)
      }
      let run = try start("memories", ["download", "--progress"] + place)
      let result = await run.finish()
      XCTAssertEqual(result.status, 0)
      XCTAssertTrue(result.error.contains("Downloading"), result.error)
      XCTAssertTrue(result.error.contains(sign), result.error)
      XCTAssertTrue(result.error.hasSuffix("\r\u{1B}[K"), result.error)
    }
  }

  func testCtrlCEndsADownloadAndLeavesNoPartialFile() async throws {
    // More than all buffers on the way hold, so that the program has begun to save it.
    let byteCount: Int64 = 48 << 20
    sandbox.route("GET", route.path) { _ in
      var answer = Sandbox.Answer(
        headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 64 << 20),
        framing: .chunked)
      answer.ending = .stalled(after: byteCount)
      return answer
    }
    let run = try start("memories", ["download"] + place)
    _ = await sandbox.exchange { $0.answeredByteCount == byteCount }
    run.interrupt()
    let result = await run.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertEqual(result.output, "")
    XCTAssertEqual(
      result.error,
      "memories: interrupted: VisualSearch.DownloadResource: the task was cancelled (HTTP 200, "
        + "1 attempt, the service did act)\n")
    XCTAssertEqual(try folder.names(), [])
    assertSecret(result)
  }
}
