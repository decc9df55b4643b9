import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// libcurl repeats a request without a body when a kept connection breaks before any answer. What
/// is billed must never meet a kept connection. This server closes when it is asked to; what becomes
/// of one that does not is in `FreshSessionsTests`.
final class FreshConnectionTests: TransferTestCase {
  private struct Summarize: AnsweredOperation {
    typealias Output = NoOutput
    let service = MemoriesService.visualSearch
    func request() -> MemoriesRequest { MemoriesRequest(.post, "summary") }
  }

  private func connections(of path: String) -> [Int] {
    sandbox.exchanges.filter { $0.request.path.hasSuffix(path) }.map(\.request.connection)
  }

  func testEachDownloadHasAConnectionOfItsOwn() async throws {
    serve(10_000, framing: .sized)
    let client = try client()
    for _ in 0..<4 { _ = try await client.download(anyLocation, to: .directory(folder.url)) }
    XCTAssertEqual(Set(connections(of: "/download")).count, 4)
  }

  func testSoHasARequestWithoutABodyThatMayBeBilled() async throws {
    sandbox.route("POST", "/serve/api/v1/summary") { _ in .json(#"{"code":"0000","data":null}"#) }
    let client = try client()
    for _ in 0..<4 { _ = try await client.send(Summarize()) }
    XCTAssertEqual(Set(connections(of: "/summary")).count, 4)
  }

  func testItIsNotRepeatedWhenItBreaks() async throws {
    sandbox.route("POST", "/serve/api/v1/summary") { _ in .json(#"{"code":"0000","data":null}"#) }
    let client = try client()
    _ = try await client.send(Summarize())
    try sandbox.failNext(.visualSearch("POST", "/summary"), with: .resetAfterBody)
    let error = await failure { _ = try await client.send(Summarize()) }
    XCTAssertEqual(error?.outcome, .unknown)
    XCTAssertEqual(connections(of: "/summary").count, 2)
  }

  func testReadsThatCostNothingShareAConnection() async throws {
    let client = try client()
    for _ in 0..<4 { _ = try await client.send(VisualSearch.GetMetadata("VI1")) }
    XCTAssertEqual(Set(connections(of: "/get_metadata")).count, 1)
  }
}

/// The same with servers that do not do as they are asked.
final class UnwillingServerTests: TransferTestCase {
  /// Keeps every connection open, whatever is asked, and ends it as told on its second request.
  private func serve(
    _ route: Sandbox.Route, _ answer: Sandbox.Answer, then ending: Sandbox.Answer.Ending
  ) {
    let known = Locked<Set<Int>>([])
    sandbox.route(route.method, route.path) { request in
      var answer = answer
      let isFirst = known.withLock { $0.insert(request.connection).inserted }
      answer.ending = isFirst ? .keptOpen : ending
      return answer
    }
  }

  private let file = Sandbox.Answer(headers: ["Content-Type": "video/mp4"], body: .text("video"))

  func testBilledFilesAreAskedForOnceWhereConnectionsStayOpenAndThenBreak() async throws {
    // A reset makes libcurl send the request again.
    serve(download, file, then: .resetBeforeHead)
    let client = try client()
    for _ in 0..<40 { _ = try await client.download(anyLocation, to: .directory(folder.url)) }
    XCTAssertEqual(sandbox.exchanges.count, 40)
    XCTAssertEqual(Set(sandbox.exchanges.map(\.request.connection)).count, 40)
  }

  func testUploadsToAServerThatClosesWithoutSayingSoAllArrive() async throws {
    let movie = try folder.write(Data("video".utf8), named: "movie.mp4")
    // The server closes just when the next request comes.
    serve(
      .visualSearch("POST", "/upload"),
      Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#)),
      then: .closedBeforeHead)
    let client = try client()
    for _ in 0..<25 { _ = try await client.send(VisualSearch.UploadVideo(file: movie)) }
    XCTAssertEqual(sandbox.exchanges.count, 25)
  }

  func testDownloadsThatWaitForTheirTurnHoldNothing() async throws {
    try sandbox.failAlways(download, with: .stall)
    let begun = Locked(0)
    let client = try client { configuration in
      configuration.observer = { event in
        if event.kind == .attemptStarted { begun.withLock { $0 += 1 } }
      }
    }
    let downloads = Task { [anyLocation, folder] in
      guard let folder else { return }
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<400 {
          group.addTask { _ = try? await client.download(anyLocation, to: .directory(folder.url)) }
        }
      }
    }
    while begun.withLock({ $0 }) < 400 || sandbox.exchanges.isEmpty { await Task.yield() }
    // One hidden file for each that is under way, of which there are at most 128.
    XCTAssertLessThanOrEqual(try folder.names().count, 128)
    downloads.cancel()
    await downloads.value
    XCTAssertEqual(try folder.names(), [])
  }

  #if os(Linux)
  func testDescriptorsStayBounded() async throws {
    func descriptors() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
    serve(file)
    let client = try client()
    let before = try descriptors()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<600 {
        group.addTask { [anyLocation] in
          for try await _ in try await client.chunks(of: anyLocation) {}
        }
      }
      try await group.waitForAll()
    }
    // Two stay for each of at most 128 sessions, instead of for each of 600.
    XCTAssertLessThan(try descriptors() - before, 300)
    XCTAssertEqual(sandbox.exchanges.count, 600)
  }
  #endif

  func testAnErrorOfAnotherDomainIsALostConnection() async throws {
    var configuration = MemoriesClient.Configuration()
    configuration.protocolClasses = [BrokenConnection.self]
    configuration.retry = .none
    let client = try MemoriesClient(apiKey: APIKey("sk-test-key"), configuration: configuration)
    do {
      _ = try await client.send(VisualSearch.GetMetadata("VI1"))
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .transport)
      XCTAssertEqual(error.outcome, .unknown)
      XCTAssertEqual(error.transportCode, URLError.Code.networkConnectionLost.rawValue)
    }
  }
}

/// Fails as a socket does.
private final class BrokenConnection: URLProtocol {
  override class func canInit(with request: URLRequest) -> Bool { true }
  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }
  override func startLoading() {
    client?.urlProtocol(self, didFailWithError: NSError(domain: NSPOSIXErrorDomain, code: 53))
  }
  override func stopLoading() {}
}
