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

  func testTakesThePortThatTheSettingsName() async throws {
    // Free a moment ago, and with a connection that the system remembers for a while.
    let first = try await Sandbox.start()
    let port = try XCTUnwrap(first.url.port)
    _ = try Curl.run(first.url("/"))
    await first.stop()
    try await withSandbox({ $0.port = UInt16(port) }) { sandbox in
      XCTAssertEqual(sandbox.url.port, port)
      sandbox.route("GET", "/raw") { _ in Sandbox.Answer(body: .text("x")) }
      XCTAssertEqual(try Curl.run(sandbox.url("/raw")).text, "x")
    }
  }

  func testRefusesAPortThatIsTaken() async throws {
    try await withSandbox { sandbox in
      let port = try XCTUnwrap(sandbox.url.port)
      var settings = Sandbox.Settings()
      settings.port = UInt16(port)
      do {
        let second = try await Sandbox.start(settings)
        await second.stop()
        XCTFail("two sandboxes on one port")
      } catch {
        XCTAssertEqual("\(error)", "bind: Address already in use")
      }
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
      try sandbox.failNext(.any, with: .stall)
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

  func testDigestingRouteSumsUpBodiesAndFiles() async throws {
    let content = Sandbox.Pattern.data(at: 0, count: 3_000_000)
    let file = try file("a.bin", content)
    try await withSandbox { sandbox in
      sandbox.route("POST", "/sink", reading: .digesting) { _ in Sandbox.Answer() }
      _ = try Curl.run("--data-binary", "@\(file.path)", sandbox.url("/sink"))
      _ = try Curl.run("-F", "file=@\(file.path)", sandbox.url("/sink"))
      let requests = sandbox.exchanges.map(\.request)
      XCTAssertEqual(requests.first?.bodyChecksum, Sandbox.checksum(content))
      XCTAssertEqual(requests.last?.parts.first?.checksum, Sandbox.checksum(content))
      XCTAssertNil(requests.last?.parts.first?.data)
    }
  }

  func testStopFreesDescriptorsThreadsAndPort() async throws {
    #if os(Linux)
    let before = try descriptors()
    XCTAssertEqual(try threadCount(), 0)
    let sandbox = try await Sandbox.start()
    sandbox.route("POST", "/sink") { _ in Sandbox.Answer() }
    sandbox.route("GET", "/stall") { _ in Sandbox.Answer() }
    try sandbox.failAlways(Sandbox.Route("GET", "/stall"), with: .stall)
    let clients = try (0..<4).map { _ in try RawClient(sandbox) }
    for client in clients.prefix(2) {
      try client.socket.write("GET /stall HTTP/1.1\r\nHost: a\r\n\r\n")
    }
    for id in 0..<2 { _ = await sandbox.exchange { $0.id == id && $0.progress == .answering } }
    for _ in 0..<5 {
      _ = try RawClient.exchange("POST /sink HTTP/1.1\r\nHost: a\r\n\r\n", with: sandbox)
    }
    XCTAssertGreaterThanOrEqual(try threadCount(), 3)
    await sandbox.stop()
    await sandbox.stop()
    XCTAssertEqual(try clients.map { try $0.rest() }, ["", "", "", ""])
    for client in clients { client.socket.close() }
    XCTAssertEqual(try threadCount(), 0)
    XCTAssertEqual(try descriptors().subtracting(before), [])
    XCTAssertThrowsError(try RawClient(sandbox))
    #endif
  }

  func testASandboxThatIsForgottenStopsByItself() async throws {
    var sandbox: Sandbox? = try await Sandbox.start()
    let client = try RawClient(XCTUnwrap(sandbox))
    try client.socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = await sandbox?.exchange { $0.isOver }
    sandbox = nil
    XCTAssertTrue(try client.rest().hasPrefix("HTTP/1.1 404 "))
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

  /// The sockets and pipes that the process has open.
  private func descriptors() throws -> Set<String> {
    let folder = "/proc/self/fd/"
    let targets = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: folder + $0)
    }
    return Set(targets.filter { $0.hasPrefix("socket:") || $0.hasPrefix("pipe:") })
  }

  /// How many threads of sandboxes there are.
  private func threadCount() throws -> Int {
    let folder = "/proc/self/task/"
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      let name = try? String(contentsOfFile: folder + $0 + "/comm", encoding: .utf8)
      return name == "MemoriesSandbox\n"
    }.count
  }
}
