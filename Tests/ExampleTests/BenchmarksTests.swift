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
    "--rounds", "1", "--bytes", "2097152", "--calls", "20", "--think", "0.2",
  ]

  private func start(
    _ arguments: [String], environment: [String: String] = [:], outputFile: FileHandle? = nil
  ) throws -> ProgramRun {
    let context = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }
      // Each of the many processes would wait a second at its end to let a sanitizer finish.
      .merging(["TMPDIR": folder.url.path, "TSAN_OPTIONS": "atexit_sleep_ms=0"]) { _, ours in ours }
      .merging(environment) { _, given in given }
    return try ProgramRun(
      "benchmarks", arguments, environment: context, in: folder.url, outputFile: outputFile)
  }

  private func tables(of part: String) async throws -> [Table] {
    let result = try await start([part, "--json"] + Self.small).finish()
    XCTAssertEqual(result.status, 0, result.error)
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    XCTAssertGreaterThan(report.machine.cores, 0)
    XCTAssertEqual(report.parts.map(\.name), [part])
    return report.parts.flatMap(\.tables)
  }

  /// Whether a figure is a difference, which may be below zero when there is little to measure.
  private static func isDifference(_ name: String) -> Bool {
    ["over idle", "% of a core", "median ms", "longest ms"].contains(name)
  }

  func testEveryPartFillsItsTables() async throws {
    let counts = [
      "uploads": 2, "downloads": 2, "calls": 3, "decoding": 2, "memory": 1, "waiting": 4,
      "start": 1,
    ]
    for (part, count) in counts {
      let tables = try await tables(of: part)
      XCTAssertEqual(tables.count, count, part)
      for table in tables {
        XCTAssertGreaterThan(table.rows.count, 1, table.title)
        if part != "memory" {
          XCTAssert(table.rows.contains { $0.name.hasPrefix("MemoriesKit") }, table.title)
        }
        for row in table.rows where row.remark == nil {
          XCTAssertFalse(row.figures.isEmpty, "\(table.title): \(row.name)")
          for (name, figure) in row.figures where !Self.isDifference(name) {
            XCTAssertFalse(figure.samples.isEmpty, "\(table.title): \(row.name): \(name)")
            XCTAssertGreaterThan(figure.median, 0, "\(table.title): \(row.name): \(name)")
          }
        }
      }
      XCTAssertEqual(try folder.names(), [], part)
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
    XCTAssert(result.output.contains("Python not asked for"), result.output)
  }

  func testWrongArgumentsAreRefused() async throws {
    let misuses = [
      ["nothing"], ["--rounds"], ["--rounds", "0"], ["--rounds", "\(Int.max)"], ["--bytes", "1"],
      ["--fast"], ["--think", "x"], ["--think", "nan"],
    ]
    for arguments in misuses {
      let result = try await start(arguments).finish()
      XCTAssertEqual(result.status, 64, "\(arguments)")
      XCTAssertEqual(result.output, "")
      XCTAssert(result.error.hasPrefix("benchmarks: "), result.error)
    }
  }

  func testAReportThatCannotBeWrittenEndsTheRun() async throws {
    let run = try start(
      ["decoding", "start"] + Self.small, outputFile: ProgramRun.unreadPipe())
    let result = await run.finish()
    XCTAssertEqual(result.status, 1)
    XCTAssert(
      result.error.hasSuffix("benchmarks: the report could not be written\n"), result.error)
    XCTAssertFalse(result.error.contains("measuring"), result.error)
  }

  func testAnInterruptionLeavesNothingBehind() async throws {
    let run = try start(["waiting", "--think", "600"])
    await run.error { $0.contains("measuring waiting") }
    run.interrupt()
    let result = await run.finish()
    XCTAssertEqual(result.status, 130)
    XCTAssertFalse(result.output.contains("###"), result.output)
    XCTAssertEqual(try folder.names(), [])
  }
}

/// What of the report the tests look at.
private struct Report: Decodable {
  let machine: Machine
  let parts: [Part]

  struct Machine: Decodable { let cores: Int }
  struct Part: Decodable {
    let name: String
    let tables: [Table]
  }
}

private struct Table: Decodable {
  let title: String
  let rows: [Row]

  struct Row: Decodable {
    let name: String
    let remark: String?
    let figures: [String: Figure]
  }
  struct Figure: Decodable {
    let median: Double
    let samples: [Double]
  }
}
