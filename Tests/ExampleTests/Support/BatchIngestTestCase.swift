import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

/// A test that runs batch-ingest on a folder of its own.
class BatchIngestTestCase: ExampleTestCase {
  var clips: URL { folder.url.appendingPathComponent("clips", isDirectory: true) }
  var journal: URL { clips.appendingPathComponent(".memories-journal.jsonl") }
  /// Where earlier versions kept the journal.
  var earlierJournal: URL {
    folder.url.appendingPathComponent(".clips.memories-journal.jsonl")
  }

  override func setUp() async throws {
    try await super.setUp()
    // Nothing is told apart by its size unless the test ends the indexing.
    try await restart { $0.indexing = .onRequest }
    try FileManager.default.createDirectory(at: clips, withIntermediateDirectories: true)
  }

  /// Writes videos into the folder, each of another size.
  func write(_ names: String...) throws {
    for (index, name) in names.enumerated() {
      try write(2000 + index, named: "clips/\(name)")
    }
  }

  /// Without a word about it, nothing is waited for.
  private func words(_ arguments: [String]) -> [String] {
    let waits = arguments.contains { $0.hasPrefix("--wait") }
    return ["clips"] + (waits ? [] : ["--wait=0"]) + arguments
  }

  func start(_ arguments: String...) throws -> ProgramRun {
    try start("batch-ingest", words(arguments))
  }

  /// Runs it to its end. The key must not be in the journal either.
  func ingest(
    _ arguments: String..., file: StaticString = #filePath, line: UInt = #line
  ) async throws -> ProgramRun.Result {
    let result = try await run(
      "batch-ingest", words(arguments), file: file, line: line)
    let journal = (try? String(contentsOf: journal, encoding: .utf8)) ?? ""
    XCTAssertFalse(
      journal.contains(sandbox.apiKey), "the key is in the journal", file: file, line: line)
    return result
  }

  /// The names of the files that arrived in whole, in order.
  var arrivals: [String] { sandbox.exchanges.flatMap { $0.request.parts.map(\.fileName) } }

  /// The line that counts all videos.
  func total(_ result: ProgramRun.Result) -> String {
    result.output.split(separator: "\n").last { $0.hasPrefix("Total: ") }.map(String.init) ?? ""
  }

  let upload = Sandbox.Route.visualSearch("POST", "/upload")

  /// Waits until so many uploads have been read in whole, and taken in where they are not faked.
  func arrival(_ number: Int) async {
    _ = await sandbox.exchange { $0.id == number - 1 && $0.progress >= .bodyReceived }
  }

  /// Answers every upload only once the gate is open.
  func holdUploads(at gate: Gate) {
    holdUploads { _ in gate }
  }

  /// Answers every upload only once the gate for its file is open.
  func holdUploads(at gate: @escaping @Sendable (_ fileName: String?) -> Gate) {
    sandbox.route("POST", "/serve/api/v1/upload") { request in
      gate(request.parts.first?.fileName).pass()
      return Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#))
    }
  }
}
