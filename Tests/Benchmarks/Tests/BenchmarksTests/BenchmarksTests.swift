import Foundation
import XCTest

/// Runs the benchmarks with small sizes. What they find is not judged here, only that they find it.
final class BenchmarksTests: XCTestCase {
  private static let small = [
    "--rounds", "1", "--bytes", "2097152", "--calls", "20", "--think", "0.2",
  ]

  private func tables(of part: String) async throws -> [Table] {
    let run = try BenchmarksRun([part, "--json"] + Self.small)
    let status = try await run.status()
    XCTAssertEqual(status, 0, run.error)
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
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
      "uploads": 2, "downloads": 2, "calls": 3, "tls": 3, "decoding": 2, "memory": 1, "waiting": 4,
      "start": 1,
    ]
    for (part, count) in counts {
      let tables = try await tables(of: part)
      XCTAssertEqual(tables.count, count, part)
      for table in tables {
        let isAbsent = table.rows.count == 1 && table.rows[0].remark?.contains("nginx") == true
        XCTAssert(table.rows.count > 1 || isAbsent, table.title)
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
    }
  }

  func testAToolThatIsAbsentHasARowThatSaysSo() async throws {
    let run = try BenchmarksRun(["start", "--with-python"] + Self.small, path: "/nowhere")
    let status = try await run.status()
    XCTAssertEqual(status, 0, run.error)
    for name in ["curl -F", "requests, files="] {
      XCTAssert(run.output.contains("| \(name) | absent |"), run.output)
    }
  }

  func testTablesAreMarkdown() async throws {
    let run = try BenchmarksRun(["decoding"] + Self.small)
    let status = try await run.status()
    XCTAssertEqual(status, 0, run.error)
    XCTAssert(run.output.contains("\n|---|---:|---:|---:|\n| MemoriesKit | "), run.output)
    XCTAssert(run.output.contains("Python not asked for"), run.output)
  }

  func testWrongArgumentsAreRefused() async throws {
    let misuses = [
      ["nothing"], ["--rounds"], ["--rounds", "0"], ["--rounds", "\(Int.max)"], ["--bytes", "1"],
      ["--fast"], ["--think", "x"], ["--think", "nan"],
    ]
    for arguments in misuses {
      let run = try BenchmarksRun(arguments)
      let status = try await run.status()
      XCTAssertEqual(status, 64, "\(arguments)")
      XCTAssertEqual(run.output, "")
      XCTAssert(run.error.hasPrefix("benchmarks: "), run.error)
    }
  }

  func testAReportThatCannotBeWrittenEndsTheRun() async throws {
    let unread = Pipe()
    try unread.fileHandleForReading.close()
    let run = try BenchmarksRun(
      ["decoding", "start"] + Self.small, outputFile: unread.fileHandleForWriting)
    let status = try await run.status()
    XCTAssertEqual(status, 1)
    XCTAssert(run.error.hasSuffix("benchmarks: the report could not be written\n"), run.error)
    XCTAssertFalse(run.error.contains("measuring"), run.error)
  }

  func testAnInterruptionLeavesNothingBehind() async throws {
    let run = try BenchmarksRun(["waiting", "--think", "600"])
    try await run.waitUntilItSays("measuring waiting")
    run.interrupt()
    let status = try await run.status()
    XCTAssertEqual(status, 130)
    XCTAssertFalse(run.output.contains("###"), run.output)
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
