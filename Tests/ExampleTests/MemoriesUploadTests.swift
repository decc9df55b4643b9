import Foundation
import MemoriesKitTesting
import XCTest

final class MemoriesUploadTests: MemoriesTestCase {
  private let upload = Sandbox.Route.visualSearch("POST", "/upload")

  func testForPeople() async throws {
    try write(1000, named: "movie.mp4")
    let result = try await memories("upload", "movie.mp4")
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    let fields = fields(result.output)
    XCTAssertEqual(Set(fields.keys), ["video", "name", "status", "uploaded"])
    XCTAssertEqual(fields["video"], sandbox.videoNos.first)
    XCTAssertEqual(fields["status"], "UNPARSE")
  }

  func testAsJSON() async throws {
    try write(1000, named: "movie.mp4")
    let result = try await memories("--json", "upload", "movie.mp4")
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    let receipt = try json(result.output)
    XCTAssertEqual(
      Set(receipt.keys), ["videoNo", "videoName", "videoStatus", "uploadTime"])
    XCTAssertEqual(receipt["videoNo"], sandbox.videoNos.first)
    XCTAssertEqual(receipt["videoStatus"], "UNPARSE")
    let time = try XCTUnwrap(receipt["uploadTime"] as? String)
    XCTAssertNotNil(
      time.range(of: #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"#, options: .regularExpression))
  }

  func testOptionsReachTheService() async throws {
    try write(1000, named: "-odd.mp4")
    let result = try await memories(
      "upload", "--folder", "-1", "--tag", "a", "--tag=b c", "--callback=https://example.com/done",
      "--captured-at", "2025-10-20 11:00:00", "--camera", "Canon EOS 5D", "--location=-33.9,151.25",
      "--discard-original", "--prompt", "the speaker", "--", "-odd.mp4")
    XCTAssertEqual(result.status, 0, result.error)
    let request = try XCTUnwrap(sandbox.exchanges.first).request
    XCTAssertEqual(request.parts.map(\.fileName), ["-odd.mp4"])
    XCTAssertEqual(
      request.fields.map { "\($0.name)=\($0.value)" },
      [
        "folder_id=-1", "callback=https://example.com/done", "datetime_taken=2025-10-20 11:00:00",
        "camera_model=Canon EOS 5D", "latitude=-33.9", "longitude=151.25", "tags=a", "tags=b c",
        "retain_original_video=false", "video_transcription_prompt=the speaker",
      ])
  }

  func testWaitsInTheScopeOfTheUpload() async throws {
    try write(1000, named: "movie.mp4")
    try await restart { $0.indexing = .afterPolls(0) }
    let result = try await memories(
      "upload", "movie.mp4", "--unique-id", "holidays", "--wait", "--json")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(try json(result.output)["videoStatus"], "PARSE")
    XCTAssertEqual(
      sandbox.exchanges.last?.request.query.value(of: "unique_id"), "holidays")
  }

  func testWaitsForWhatWentIntoAFolder() async throws {
    try write(1000, named: "movie.mp4")
    try await restart { $0.indexing = .afterPolls(0) }
    let folder = sandbox.addFolder(named: "holidays")
    let result = try await memories(
      "upload", "movie.mp4", "--folder", "\(folder)", "--wait", "--json")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(try json(result.output)["videoStatus"], "PARSE")
    XCTAssertEqual(sandbox.exchanges.last?.request.query.map(\.name), ["video_no"])
  }

  func testTheReceiptIsShownEvenIfTheWaitingFails() async throws {
    try write(1000, named: "movie.mp4")
    try sandbox.failNext(
      .visualSearch("GET", "/get_metadata"),
      with: .serviceError(code: "0402", message: "Insufficient balance"))
    let result = try await memories("upload", "movie.mp4", "--wait", "--json")
    XCTAssertEqual(result.status, 79)
    XCTAssertEqual(try json(result.output)["videoNo"], sandbox.videoNos.first)
    XCTAssertEqual(try json(result.error)["kind"], "insufficientBalance")
  }

  func testPeopleSeeTheReceiptBeforeTheWaitingAndTheStateAfter() async throws {
    try write(1000, named: "movie.mp4")
    try await restart { $0.indexing = .afterPolls(0) }
    let result = try await memories("upload", "movie.mp4", "--wait")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(fields(result.output)["status"], "UNPARSE")
    XCTAssertTrue(result.output.hasSuffix("\nnow  PARSE\n"), result.output)
  }

  func testAReceiptThatCannotBeWrittenIsInTheError() async throws {
    try write(1000, named: "movie.mp4")
    for options in [[], ["--json"], ["--wait"]] {
      let run = try start(
        "memories", ["upload", "movie.mp4"] + options, outputFile: ProgramRun.unreadPipe())
      let result = await run.finish()
      XCTAssertEqual(result.status, 73, "\(options)")
      let number = try XCTUnwrap(sandbox.videoNos.last)
      XCTAssertTrue(result.error.contains("Broken pipe; video     \(number); "), result.error)
    }
  }

  func testAMissingFile() async throws {
    let result = try await memories("upload", "nothing.mp4")
    XCTAssertEqual(result.status, 66)
    XCTAssertEqual(result.output, "")
    XCTAssertEqual(result.error, "memories: nothing.mp4: No such file or directory\n")
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testARequestThatBreaksRules() async throws {
    try write(1000, named: "movie.txt")
    let result = try await memories(
      "upload", "movie.txt", "--location", "91,0", "--captured-at", "yesterday")
    XCTAssertEqual(result.status, 65)
    for field in ["FILE_OR_URL: ", "--location: ", "--captured-at: "] {
      XCTAssertTrue(result.error.contains(field), result.error)
    }
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testProgressIsDrawnAndErased() async throws {
    try write(1 << 20, named: "movie.mp4")
    try sandbox.failNext(
      upload, with: .slowReading(.init(pieceSize: 1 << 18, pause: .milliseconds(1))))
    let result = try await memories("upload", "movie.mp4", "--progress")
    XCTAssertEqual(result.status, 0)
    XCTAssertTrue(result.error.contains("Uploading movie.mp4 "), result.error)
    XCTAssertTrue(result.error.hasSuffix("\r\u{1B}[K"), result.error)
    XCTAssertFalse(result.output.contains("\u{1B}"))
  }

  func testCtrlCEndsAnUpload() async throws {
    try write(1 << 20, named: "movie.mp4")
    for options in [[], ["--json"]] {
      try sandbox.failNext(upload, with: .stall)
      let run = try start("memories", ["upload", "movie.mp4"] + options)
      _ = await sandbox.exchange { !$0.isOver && $0.progress == .answering }
      run.interrupt()
      let result = await run.finish()
      XCTAssertEqual(result.status, 130)
      XCTAssertEqual(result.output, "")
      assertSecret(result)
      guard options == ["--json"] else {
        XCTAssertTrue(result.error.hasPrefix("memories: interrupted: "), result.error)
        XCTAssertTrue(
          result.error.contains("look before sending it again: memories reconcile 'movie.mp4' "),
          result.error)
        continue
      }
      let error = try json(result.error)
      XCTAssertEqual(error["kind"], "interrupted")
      XCTAssertEqual(error["outcome"], "unknown")
    }
  }

  func testCtrlCWhileWaitingKeepsTheReceipt() async throws {
    try write(1000, named: "movie.mp4")
    try sandbox.failNext(.visualSearch("GET", "/get_metadata"), with: .stall)
    let run = try start("memories", ["upload", "movie.mp4", "--wait", "--json"])
    _ = await sandbox.exchange { $0.request.method == "GET" && $0.progress == .answering }
    run.interrupt()
    let result = await run.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertEqual(try json(result.output)["videoNo"], sandbox.videoNos.first)
    XCTAssertEqual(try json(result.error)["kind"], "interrupted")
    XCTAssertEqual(try json(result.error)["outcome"], "done")
  }
}
