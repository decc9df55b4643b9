import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

/// A test that runs batch-ingest on a folder of its own, with a sandbox in place of the service.
class BatchIngestTestCase: XCTestCase {
  var directory: TemporaryDirectory!
  var folder: URL { directory.url.appendingPathComponent("clips", isDirectory: true) }
  var journal: URL {
    directory.url.appendingPathComponent(".clips.memories-journal.jsonl")
  }

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  override func tearDown() {
    directory.remove()
  }

  func write(_ names: String...) throws {
    for (index, name) in names.enumerated() {
      try Sandbox.Pattern.data(at: Int64(index), count: 2000 + index)
        .write(to: folder.appendingPathComponent(name))
    }
  }

  func start(_ arguments: [String] = [], on sandbox: Sandbox) throws -> ExampleProcess {
    try ExampleProcess.start(
      "batch-ingest", ["clips"] + arguments,
      environment: [
        "MEMORIES_API_KEY": sandbox.apiKey,
        "MEMORIES_V1_BASE_URL": sandbox.visualSearchURL.absoluteString,
        "MEMORIES_V2_BASE_URL": sandbox.visualIntelligenceURL.absoluteString,
      ], in: directory.url)
  }

  /// Runs it to its end and searches all it wrote for the key.
  func run(
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
  func arrivals(at sandbox: Sandbox) -> [String] {
    sandbox.exchanges.flatMap { $0.request.parts.map(\.fileName) }
  }

  func lastLine(_ result: ExampleProcess.Result) -> String {
    result.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  let upload = Sandbox.Route.visualSearch("POST", "/upload")

  /// Waits until so many uploads have been read in whole, and taken in where they are not faked.
  func arrival(_ number: Int, at sandbox: Sandbox) async {
    _ = await sandbox.exchange { $0.id == number - 1 && $0.progress >= .bodyReceived }
  }

  /// Answers every upload only once the gate is open.
  func hold(_ sandbox: Sandbox, at gate: Gate) {
    sandbox.route("POST", "/serve/api/v1/upload") { _ in
      gate.pass()
      return Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#))
    }
  }
}

/// Holds those who come until it is opened, and counts how many are inside together.
final class Gate: @unchecked Sendable {
  // Unchecked: what changes is touched only while `condition` is held.
  private let condition = NSCondition()
  private var isOpen = false
  private var inside = 0
  private var most = 0
  private let (entries, entered) = AsyncStream<Int>.makeStream()

  var mostAtOnce: Int { condition.withLock { most } }

  func pass() {
    condition.withLock {
      inside += 1
      most = max(most, inside)
      entered.yield(inside)
      while !isOpen { condition.wait() }
      inside -= 1
    }
  }

  /// Waits until so many are inside.
  func fills(to count: Int) async {
    for await inside in entries where inside == count { return }
  }

  func open() {
    condition.withLock {
      isOpen = true
      condition.broadcast()
    }
  }
}
