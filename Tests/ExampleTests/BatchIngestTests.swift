import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

final class BatchIngestTests: XCTestCase {
  private var directory: TemporaryDirectory!
  private var folder: URL { directory.url.appendingPathComponent("clips", isDirectory: true) }
  private var journal: URL {
    directory.url.appendingPathComponent(".clips.memories-journal.jsonl")
  }

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  override func tearDown() {
    directory.remove()
  }

  private func write(_ names: String...) throws {
    for (index, name) in names.enumerated() {
      try Sandbox.Pattern.data(at: Int64(index), count: 2000 + index)
        .write(to: folder.appendingPathComponent(name))
    }
  }

  private func start(_ arguments: [String] = [], on sandbox: Sandbox) throws -> ExampleProcess {
    try ExampleProcess.start(
      "batch-ingest", ["clips"] + arguments,
      environment: [
        "MEMORIES_API_KEY": sandbox.apiKey,
        "MEMORIES_V1_BASE_URL": sandbox.visualSearchURL.absoluteString,
        "MEMORIES_V2_BASE_URL": sandbox.visualIntelligenceURL.absoluteString,
      ], in: directory.url)
  }

  /// Runs it to its end and searches all it wrote for the key.
  private func run(
    _ arguments: [String] = [], on sandbox: Sandbox
  ) async throws -> ExampleProcess.Result {
    let process = try start(arguments, on: sandbox)
    defer { process.stop() }
    let result = await process.result()
    let journal = (try? String(contentsOf: journal, encoding: .utf8)) ?? ""
    XCTAssertFalse(
      (result.output + result.error + journal).contains(sandbox.apiKey), "the key was shown")
    return result
  }

  /// The names of the files that arrived in whole, in order.
  private func arrivals(at sandbox: Sandbox) -> [String] {
    sandbox.exchanges.flatMap { $0.request.parts.map(\.fileName) }
  }

  private func lastLine(_ result: ExampleProcess.Result) -> String {
    result.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  private let upload = Sandbox.Route.visualSearch("POST", "/upload")

  // MARK: All good

  func testUploadsEveryVideoAndNothingElse() async throws {
    let sandbox = try await Sandbox.start()
    try write("b.MOV", "a.mp4", "c.mkv", "notes.txt", ".hidden.mp4")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("folder.mp4"), withIntermediateDirectories: true)

    let result = try await run(
      ["--jobs", "1", "--unique-id=crew", "--tag", "sea", "--tag", "2026"], on: sandbox)

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    let numbers = sandbox.videoNos
    XCTAssertEqual(numbers.count, 3)
    XCTAssertEqual(
      result.output,
      """
      [1/3] a.mp4, 2.0 kB: uploaded - \(numbers[0])
      [2/3] b.MOV, 2.0 kB: uploaded - \(numbers[1])
      [3/3] c.mkv, 2.0 kB: uploaded - \(numbers[2])

      FILE   SIZE    RESULT    VIDEO OR REASON
      a.mp4  2.0 kB  uploaded  \(numbers[0])
      b.MOV  2.0 kB  uploaded  \(numbers[1])
      c.mkv  2.0 kB  uploaded  \(numbers[2])

      Total: 3 videos, 6.0 kB: 3 uploaded

      """)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4", "b.MOV", "c.mkv"])
    let fields = try XCTUnwrap(sandbox.exchanges.first).request.fields
    XCTAssertEqual(fields.value(of: "unique_id"), "crew")
    XCTAssertEqual(fields.filter { $0.name == "tags" }.map(\.value), ["sea", "2026"])
    await sandbox.stop()
  }

  func testASecondRunSendsOnlyWhatIsNewOrChanged() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    _ = try await run(on: sandbox)
    try Data("something else".utf8).write(to: folder.appendingPathComponent("b.mp4"))
    try Data("new".utf8).write(to: folder.appendingPathComponent("c.mp4"))

    let result = try await run(on: sandbox)

    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(Array(arrivals(at: sandbox).dropFirst(2)).sorted(), ["b.mp4", "c.mp4"])
    XCTAssertEqual(
      lastLine(result), "Total: 3 videos, 2.0 kB: 2 uploaded, 1 already uploaded")
    await sandbox.stop()
  }

  func testAtMostAsManyUploadsAsJobsRunAtTheSameTime() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    let gate = Gate()
    sandbox.route("POST", "/serve/api/v1/upload") { _ in
      gate.pass()
      return Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#))
    }
    let process = try start(["--jobs", "3"], on: sandbox)
    defer { process.stop() }
    // Three are held at the gate together; the fourth comes only when one of them has gone.
    for number in 1...3 { await arrival(number, at: sandbox) }
    XCTAssertEqual(sandbox.exchanges.count, 3)
    gate.open()
    let result = await process.result()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(gate.mostAtOnce, 3)
    XCTAssertEqual(arrivals(at: sandbox).count, 4)
    await sandbox.stop()
  }

  func testAnEmptyFolderIsDone() async throws {
    let sandbox = try await Sandbox.start()
    let result = try await run(on: sandbox)
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.output, "There are no videos in clips.\n")
    await sandbox.stop()
  }

  // MARK: Failures

  func testARefusedVideoDoesNotKeepTheOthersBackAndIsTriedAgain() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4", "c.mp4")
    sandbox.fail(
      upload, calls: 2...2,
      with: .serviceError(code: "0001", message: "Unsupported \u{1B}[31mcodec"))

    let result = try await run(["--jobs", "1"], on: sandbox)
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("[2/3] b.mp4, 2.0 kB: failed - "), result.output)
    XCTAssertFalse(result.output.contains("\u{1B}"), "the server steers the terminal")
    XCTAssertTrue(result.output.contains("Total: 3 videos, 6.0 kB: 2 uploaded, 1 failed\n"))

    let second = try await run(on: sandbox)
    XCTAssertEqual(second.status, 0)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4", "b.mp4", "c.mp4", "b.mp4"])
    await sandbox.stop()
  }

  func testAFileThatIsNoVideoFailsBeforeItIsSent() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4")
    try Data().write(to: folder.appendingPathComponent("empty.mp4"))
    let result = try await run(on: sandbox)
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("empty.mp4  0 B     failed    "), result.output)
    XCTAssertTrue(result.output.contains("“empty.mp4” is empty"), result.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4"])
    await sandbox.stop()
  }

  func testARateLimitIsAFailureThatTheNextRunMakesGood() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4")
    sandbox.failNext(upload, with: .rateLimit)
    let result = try await run(on: sandbox)
    // A client that waits and tries again itself is welcome, too.
    if result.status != 0 {
      XCTAssertEqual(result.status, 1)
      XCTAssertTrue(result.output.contains("too many requests"), result.output)
      let second = try await run(on: sandbox)
      XCTAssertEqual(second.status, 0)
    }
    XCTAssertEqual(sandbox.videoNos.count, 1)
    await sandbox.stop()
  }

  func testAnEmptyAccountEndsTheRunAtOnce() async throws {
    var settings = Sandbox.Settings()
    settings.balance = 0
    let sandbox = try await Sandbox.start(settings)
    try write("a.mp4", "b.mp4", "c.mp4")
    let result = try await run(["--jobs", "1"], on: sandbox)
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("the account has too few credits"), result.output)
    XCTAssertTrue(result.output.contains(": 1 failed, 2 not tried\n"), result.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4"])
    await sandbox.stop()
  }

  func testAnUnknownOutcomeIsNotSentAgainUnlessWanted() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    sandbox.failNext(upload, with: .resetAfterBody)

    let result = try await run(["--jobs", "1"], on: sandbox)
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(
      result.output.contains("a.mp4, 2.0 kB: unknown - check before sending again: "),
      result.output)
    XCTAssertTrue(result.output.contains(": 1 uploaded, 1 unknown\n"), result.output)

    let second = try await run(on: sandbox)
    XCTAssertEqual(second.status, 1)
    XCTAssertTrue(second.output.contains(": 1 already uploaded, 1 unknown\n"), second.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4", "b.mp4"])

    let third = try await run(["--retry-unknown"], on: sandbox)
    XCTAssertEqual(third.status, 0)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4", "b.mp4", "a.mp4"])
    await sandbox.stop()
  }

  // MARK: Being stopped

  func testKilledAndStartedAgainItSendsNothingTwice() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4", "c.mp4", "d.mp4")
    // The second upload is taken in, but its answer never comes.
    sandbox.fail(upload, calls: 2...2, with: .stall)
    let process = try start(["--jobs", "1"], on: sandbox)
    defer { process.stop() }
    await arrival(2, at: sandbox)
    process.send(SIGKILL)
    let killed = await process.result()
    XCTAssertTrue(killed.wasKilled)

    let second = try await run(on: sandbox)
    XCTAssertEqual(second.status, 1)
    XCTAssertTrue(
      second.output.contains(": 2 uploaded, 1 already uploaded, 1 unknown\n"), second.output)
    let third = try await run(on: sandbox)
    XCTAssertEqual(third.status, 1)
    XCTAssertEqual(arrivals(at: sandbox).sorted(), ["a.mp4", "b.mp4", "c.mp4", "d.mp4"])
    XCTAssertEqual(sandbox.videoNos.count, 4)
    await sandbox.stop()
  }

  func testAJournalWithACutLastLineIsStillGood() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    _ = try await run(["--jobs", "1"], on: sandbox)
    // The last line is the result of b.mp4. Without it, its intention remains.
    let content = try Data(contentsOf: journal)
    try content.dropLast(20).write(to: journal)

    for _ in 0..<2 {
      let result = try await run(on: sandbox)
      XCTAssertEqual(result.status, 1)
      XCTAssertTrue(result.output.contains(": 1 already uploaded, 1 unknown\n"), result.output)
    }
    try Data("new".utf8).write(to: folder.appendingPathComponent("c.mp4"))
    _ = try await run(on: sandbox)
    let last = try await run(on: sandbox)
    XCTAssertTrue(last.output.contains(": 2 already uploaded, 1 unknown\n"), last.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4", "b.mp4", "c.mp4"])
    await sandbox.stop()
  }

  func testControlCLetsRunningUploadsEnd() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    let gate = Gate()
    sandbox.route("POST", "/serve/api/v1/upload") { _ in
      gate.pass()
      return Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#))
    }
    let process = try start(["--jobs", "1"], on: sandbox)
    defer { process.stop() }
    await arrival(1, at: sandbox)
    process.send(SIGINT)
    await process.wait(for: "Ctrl-C again", on: .error)
    gate.open()
    let result = await process.result()
    XCTAssertFalse(result.wasKilled)
    XCTAssertEqual(result.status, 130)
    XCTAssertTrue(result.output.contains(": 1 uploaded, 1 not tried\n"), result.output)
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4"])
    await sandbox.stop()
  }

  func testASecondControlCStopsThem() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4", "b.mp4")
    sandbox.failNext(upload, with: .stall)
    let process = try start(["--jobs", "1"], on: sandbox)
    defer { process.stop() }
    await arrival(1, at: sandbox)
    process.send(SIGINT)
    await process.wait(for: "Ctrl-C again", on: .error)
    process.send(SIGINT)
    let result = await process.result()
    XCTAssertFalse(result.wasKilled)
    XCTAssertEqual(result.status, 130)
    XCTAssertTrue(result.output.contains(": 1 unknown, 1 not tried\n"), result.output)
    await sandbox.stop()
  }

  // MARK: Not beginning

  func testTwoAtOnceOnTheSameFolderWouldPayTwice() async throws {
    let sandbox = try await Sandbox.start()
    try write("a.mp4")
    sandbox.failNext(upload, with: .stall)
    let first = try start(on: sandbox)
    defer { first.stop() }
    await arrival(1, at: sandbox)
    let second = try await run(on: sandbox)
    XCTAssertEqual(second.status, 75)
    XCTAssertEqual(second.error, "batch-ingest: another batch-ingest is at work on this folder\n")
    XCTAssertEqual(arrivals(at: sandbox), ["a.mp4"])
    await sandbox.stop()
  }

  func testWithoutAKeyNothingBegins() async throws {
    try write("a.mp4")
    let process = try ExampleProcess.start("batch-ingest", ["clips"], in: directory.url)
    defer { process.stop() }
    let result = await process.result()
    XCTAssertEqual(result.status, 78)
    XCTAssertTrue(result.error.contains("MEMORIES_API_KEY is not set"), result.error)
    XCTAssertEqual(try directory.names(), ["clips"])
  }

  func testAMissingFolderIsTold() async throws {
    let sandbox = try await Sandbox.start()
    try FileManager.default.removeItem(at: folder)
    let result = try await run(on: sandbox)
    XCTAssertEqual(result.status, 66)
    XCTAssertEqual(result.error, "batch-ingest: the folder clips cannot be read\n")
    await sandbox.stop()
  }

  func testHelpAndWrongUsage() async throws {
    let help = try ExampleProcess.start("batch-ingest", ["--help"], in: directory.url)
    defer { help.stop() }
    let helped = await help.result()
    XCTAssertEqual(helped.status, 0)
    XCTAssertTrue(helped.output.hasPrefix("usage: batch-ingest FOLDER"), helped.output)
    let wrong = try ExampleProcess.start("batch-ingest", ["--fast"], in: directory.url)
    defer { wrong.stop() }
    let refused = await wrong.result()
    XCTAssertEqual(refused.status, 64)
    XCTAssertTrue(refused.error.contains("there is no option --fast"), refused.error)
  }

  /// Waits until so many uploads have been read in whole, and taken in where they are not faked.
  private func arrival(_ number: Int, at sandbox: Sandbox) async {
    _ = await sandbox.exchange { $0.id == number - 1 && $0.progress >= .bodyReceived }
  }
}

/// Holds those who come until it is opened, and counts how many are inside together.
private final class Gate: @unchecked Sendable {
  // Unchecked: what changes is touched only while `condition` is held.
  private let condition = NSCondition()
  private var isOpen = false
  private var inside = 0
  private var most = 0

  var mostAtOnce: Int { condition.withLock { most } }

  func pass() {
    condition.withLock {
      inside += 1
      most = max(most, inside)
      while !isOpen { condition.wait() }
      inside -= 1
    }
  }

  func open() {
    condition.withLock {
      isOpen = true
      condition.broadcast()
    }
  }
}
