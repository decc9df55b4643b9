import Foundation
import XCTest

@testable import MemoriesKitTesting

final class SandboxTests: SandboxTestCase {
  func testBaseURLsAreOnLoopbackWithThePathsOfTheService() async throws {
    try await withSandbox { sandbox in
      let port = try XCTUnwrap(sandbox.url.port)
      XCTAssertEqual(
        sandbox.visualSearchURL.absoluteString, "http://127.0.0.1:\(port)/serve/api/v1")
      XCTAssertEqual(
        sandbox.visualIntelligenceURL.absoluteString, "http://127.0.0.1:\(port)/serve/api/v2")
    }
  }

  func testAddedRouteAnswersWithStatusHeadersAndBody() async throws {
    try await withSandbox { sandbox in
      sandbox.route("GET", "/raw/{name}") { request in
        Sandbox.Answer(
          status: 404, headers: ["X-Path": request.path],
          body: .text(request.query.value(of: "q") ?? ""))
      }
      let result = try Curl.run("-i", sandbox.url("/raw/a%20b?q=1%2B1+2"))
      XCTAssertTrue(result.text.hasPrefix("HTTP/1.1 404 Not Found\r\n"), result.text)
      XCTAssertTrue(result.text.contains("X-Path: /raw/a b\r\n"), result.text)
      XCTAssertTrue(result.text.contains("Content-Length: 5\r\n"), result.text)
      XCTAssertTrue(result.text.hasSuffix("\r\n\r\n1+1 2"), result.text)
    }
  }

  func testConnectionIsKeptBetweenRequests() async throws {
    try await withSandbox { sandbox in
      sandbox.route("*", "/raw") { _ in Sandbox.Answer(body: .text("x")) }
      let url = sandbox.url("/raw")
      XCTAssertEqual(try Curl.run(url, url, url).text, "xxx")
      XCTAssertEqual(try Curl.run(url).text, "x")
      XCTAssertEqual(sandbox.exchanges.map(\.request.connection), [1, 1, 1, 2])
    }
  }

  func testSeveralConnectionsAreServedAtOnce() async throws {
    try await withSandbox { sandbox in
      sandbox.route("GET", "/quick") { _ in Sandbox.Answer(body: .text("quick")) }
      sandbox.failNext(.any, with: .stall)
      let stalled = try Curl([sandbox.url("/quick")])
      _ = await sandbox.exchange { $0.progress == .answering }
      XCTAssertEqual(try Curl.run(sandbox.url("/quick")).text, "quick")
      await sandbox.stop()
      XCTAssertEqual(try stalled.finish().exitCode, 52)
    }
  }

  func testErrorOfAClosureBecomesStatus500() async throws {
    try await withSandbox { sandbox in
      sandbox.route("GET", "/raw") { _ in throw CancellationError() }
      let result = try Curl.run("-w", "%{http_code}", "-o", "/dev/null", sandbox.url("/raw"))
      XCTAssertEqual(result.text, "500")
    }
  }

  func testGeneratedDownloadIsThePatternByteForByte() async throws {
    try await withSandbox { sandbox in
      let count = 3_000_001
      for framing in [Sandbox.Answer.Framing.sized, .chunked, .untilClose] {
        sandbox.route("GET", "/raw") { _ in
          Sandbox.Answer(body: .pattern(byteCount: Int64(count)), framing: framing)
        }
        let result = try Curl.run(sandbox.url("/raw"))
        XCTAssertEqual(result.output.count, count, "\(framing)")
        XCTAssertTrue(Sandbox.Pattern.matches(result.output), "\(framing)")
      }
    }
  }

  func testCountingRouteCountsAndForgets() async throws {
    try await withSandbox { sandbox in
      sandbox.route("POST", "/sink", reading: .counting) { request in
        Sandbox.Answer(body: .text("\(request.bodyByteCount)"))
      }
      sandbox.route("GET", "/source") { _ in
        Sandbox.Answer(body: .pattern(byteCount: 5_000_000), framing: .chunked)
      }
      let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try Curl.run("-o", file.path, sandbox.url("/source"))
      for extra in [[], ["-H", "Transfer-Encoding: chunked"]] {
        let upload = ["--data-binary", "@\(file.path)"] + extra + [sandbox.url("/sink")]
        XCTAssertEqual(try Curl.run(upload).text, "5000000")
      }
      XCTAssertEqual(sandbox.exchanges.last?.request.body.count, 0)
      XCTAssertNil(sandbox.exchanges.last?.request.bodyChecksum)
    }
  }

  func testStopFreesDescriptorsThreadsAndPort() async throws {
    #if os(Linux)
    // What the first run of a process opens for good must not be counted.
    try await withSandbox { sandbox in _ = try Curl.run(sandbox.url("/")) }
    let before = try (entries("/proc/self/fd"), entries("/proc/self/task"))
    let sandbox = try await Sandbox.start()
    sandbox.route("POST", "/sink") { _ in Sandbox.Answer() }
    sandbox.failAlways(Sandbox.Route("GET", "/stall"), with: .stall)
    let stalled = try [Curl([sandbox.url("/stall")]), Curl([sandbox.url("/stall")])]
    let idle = try RawClient(sandbox)
    for _ in 0..<5 { _ = try Curl.run("--data", "x", sandbox.url("/sink")) }
    _ = await sandbox.exchange { $0.request.path == "/stall" }
    XCTAssertGreaterThan(try entries("/proc/self/task"), before.1)
    await sandbox.stop()
    await sandbox.stop()
    for curl in stalled { _ = try curl.finish() }
    idle.socket.close()
    XCTAssertEqual(try entries("/proc/self/task"), before.1)
    XCTAssertEqual(try entries("/proc/self/fd"), before.0)
    XCTAssertEqual(try Curl.run(sandbox.url("/")).exitCode, 7)
    #endif
  }

  func testWaitingForAnExchangeEndsWhenTheSandboxStops() async throws {
    let sandbox = try await Sandbox.start()
    let waiter = Task { await sandbox.exchange { _ in false } }
    await sandbox.stop()
    let found = await waiter.value
    XCTAssertNil(found)
  }

  func testWaitingForAnExchangeEndsWhenTheTaskIsCancelled() async throws {
    try await withSandbox { sandbox in
      let waiter = Task { await sandbox.exchange { _ in false } }
      waiter.cancel()
      let found = await waiter.value
      XCTAssertNil(found)
    }
  }

  private func entries(_ folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).count
  }
}
