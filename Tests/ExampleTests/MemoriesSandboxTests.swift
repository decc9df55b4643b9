import Foundation
import MemoriesKitTesting
import XCTest

final class MemoriesSandboxTests: MemoriesTestCase {
  /// The variables of a sandbox that is running.
  private func variables(of run: ProgramRun) async -> [String: String] {
    let text = await run.output { $0.filter { $0 == "\n" }.count == 3 }
    let pairs = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
    return Dictionary(
      pairs.map { ($0[0].replacingOccurrences(of: "export ", with: ""), String($0[1])) },
      uniquingKeysWith: { first, _ in first })
  }

  func testRunsUntilCtrlCWhichIsItsNormalEnd() async throws {
    let run = try start("memories", ["sandbox"], environment: [:])
    let variables = await variables(of: run)
    XCTAssertEqual(
      Set(variables.keys), ["MEMORIES_API_KEY", "MEMORIES_V1_BASE_URL", "MEMORIES_V2_BASE_URL"])

    try write(100, named: "photo.png")
    let client = try start("memories", ["assets", "upload", "photo.png"], environment: variables)
    let uploaded = await client.finish()
    XCTAssertEqual(uploaded.status, 0, uploaded.error)
    XCTAssertTrue(sandbox.exchanges.isEmpty)

    run.interrupt()
    let result = await run.finish()
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(
      result.error,
      """
      Ctrl-C stops the sandbox. Each request is shown here with its answer.
      POST /serve/api/v2/upload 200

      """)
  }

  func testEverySignalEndsItAndLeavesNothingBehind() async throws {
    try write(2 << 20, named: "movie.mp4")
    let signals: [(Int32, Int32, String)] = [
      (SIGINT, 0, ""), (SIGTERM, 143, "memories: stopped\n"), (SIGHUP, 129, "memories: stopped\n"),
    ]
    for (signal, status, text) in signals {
      let run = try start("memories", ["sandbox"], environment: [:])
      let variables = await variables(of: run)
      let client = try start("memories", ["upload", "movie.mp4"], environment: variables)
      let uploaded = await client.finish()
      XCTAssertEqual(uploaded.status, 0, uploaded.error)
      XCTAssertEqual(try folder.names().count, 2, "a video is too large for memory")

      run.send(signal)
      let result = await run.finish()
      XCTAssertEqual(result.status, status)
      XCTAssertTrue(result.error.hasSuffix("POST /serve/api/v1/upload 200\n" + text), result.error)
      XCTAssertEqual(try folder.names(), ["movie.mp4"], "signal \(signal)")
    }
  }

  func testAsJSON() async throws {
    let run = try start("memories", ["sandbox", "--json"], environment: [:])
    let text = await run.output { $0.hasSuffix("}\n") }
    XCTAssertEqual(try json(text)["MEMORIES_API_KEY"], sandbox.apiKey)
    run.interrupt()
    let status = await run.finish().status
    XCTAssertEqual(status, 0)
  }

  func testTakesAPort() async throws {
    let other = try await Sandbox.start()
    let port = try XCTUnwrap(other.url.port)
    await other.stop()
    let run = try start("memories", ["sandbox", "--port", "\(port)"], environment: [:])
    let url = await variables(of: run)["MEMORIES_V1_BASE_URL"]
    XCTAssertEqual(url, "http://127.0.0.1:\(port)/serve/api/v1")
    run.interrupt()
    _ = await run.finish()
  }

  func testAPortThatIsTaken() async throws {
    let port = try XCTUnwrap(sandbox.url.port)
    let result = try await memories("sandbox", "--port=\(port)")
    XCTAssertEqual(result.status, 69)
    XCTAssertEqual(result.output, "")
    XCTAssertTrue(result.error.contains("Address already in use"), result.error)
  }

  func testAPortThatIsNone() async throws {
    let result = try await memories("sandbox", "--port", "65536")
    XCTAssertEqual(result.status, 64)
    XCTAssertTrue(result.error.contains("--port"), result.error)
  }
}
