import Foundation
import TestSupport
import XCTest

/// Runs the benchmarks with small sizes. What they find is not judged here, only that they find it.
final class BenchmarksTests: XCTestCase {
  private var folder: TemporaryDirectory!

  override func setUpWithError() throws {
    folder = try TemporaryDirectory()
  }

  override func tearDown() {
    folder.remove()
  }

  private static let small = [
    "--rounds", "1", "--bytes", "2097152", "--calls", "50", "--think", "0.2",
  ]

  private func start(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let surroundings = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }
      .merging(["TMPDIR": folder.url.path]) { _, ours in ours }
      .merging(environment) { _, given in given }
    return try ProgramRun("benchmarks", arguments, environment: surroundings, in: folder.url)
  }

  private func report(_ arguments: [String]) async throws -> Report {
    let result = try await start(arguments + Self.small + ["--json"]).finish()
    XCTAssertEqual(result.status, 0, result.error)
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  func testEveryPartFillsItsTables() async throws {
    let report = try await report([])
    XCTAssertEqual(
      report.parts.map(\.name),
      ["uploads", "downloads", "calls", "decoding", "memory", "waiting", "start"])
    XCTAssertEqual(report.parts.map(\.tables.count), [2, 2, 3, 2, 1, 3, 1])
    for table in report.parts.flatMap(\.tables) {
      XCTAssertGreaterThan(table.rows.count, 1, table.title)
      for row in table.rows where row.remark == nil {
        XCTAssertFalse(row.figures.isEmpty, "\(table.title): \(row.name)")
        for (name, figure) in row.figures {
          // Differences of two measurements may be below zero when there is little to measure.
          guard !["over idle", "% of a core", "median ms", "longest ms"].contains(name) else {
            continue
          }
          XCTAssertGreaterThan(figure.median, 0, "\(table.title): \(row.name): \(name)")
          XCTAssertFalse(figure.samples.isEmpty)
        }
      }
    }
    XCTAssertGreaterThan(report.machine.cores, 0)
    XCTAssertEqual(try folder.names(), [])
  }

  func testEveryPartMeasuresTheLibrary() async throws {
    let report = try await report(["uploads", "downloads", "calls", "decoding", "start"])
    for table in report.parts.flatMap(\.tables) {
      XCTAssert(table.rows.contains { $0.name == "MemoriesKit" }, table.title)
    }
  }

  func testAToolThatIsAbsentHasARowThatSaysSo() async throws {
    let run = try start(
      ["start", "--with-python"] + Self.small, environment: ["PATH": folder.url.path])
    let result = await run.finish()
    XCTAssertEqual(result.status, 0, result.error)
    for name in ["curl -F", "requests, files="] {
      XCTAssert(result.output.contains("| \(name) | absent |"), result.output)
    }
  }

  func testTablesAreMarkdown() async throws {
    let result = try await start(["decoding"] + Self.small).finish()
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssert(result.output.contains("\n|---|---:|---:|---:|\n| MemoriesKit | "), result.output)
    XCTAssert(result.output.contains("Python was not asked for"), result.output)
  }

  func testWrongArgumentsAreRefused() async throws {
    for arguments in [["nothing"], ["--rounds"], ["--rounds", "0"], ["--fast"], ["--think", "x"]] {
      let result = try await start(arguments).finish()
      XCTAssertEqual(result.status, 64, "\(arguments)")
      XCTAssertEqual(result.output, "")
      XCTAssert(result.error.hasPrefix("benchmarks: "), result.error)
    }
  }

  func testAnInterruptionLeavesNothingBehind() async throws {
    let run = try start(["waiting", "--think", "600"])
    await run.error { $0.contains("measuring waiting") }
    run.interrupt()
    let result = await run.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertEqual(result.output.contains("###"), false)
    XCTAssertEqual(try folder.names(), [])
  }
}

/// What of the report the tests look at.
private struct Report: Decodable {
  struct Machine: Decodable { let cores: Int }
  struct Part: Decodable {
    let name: String
    let tables: [Table]
  }
  struct Table: Decodable {
    let title: String
    let rows: [Row]
  }
  struct Row: Decodable {
    let name: String
    let remark: String?
    let figures: [String: Figure]
  }
  struct Figure: Decodable {
    let median: Double
    let samples: [Double]
  }

  let machine: Machine
  let parts: [Part]
}
