import MemoriesKit
import MemoriesKitTesting
import XCTest

/// Faults that could never apply are errors, and those that did not can be asked for.
final class SandboxFaultRuleTests: XCTestCase {
  private var sandbox: Sandbox!

  override func setUp() async throws { sandbox = try await Sandbox.start() }
  override func tearDown() async throws { await sandbox.stop() }

  private struct Unknown: AnsweredOperation {
    typealias Output = NoOutput
    let service = MemoriesService.visualSearch
    func request() -> MemoriesRequest { MemoriesRequest(.get, "unknown") }
  }

  func testAFaultForARouteThatDoesNotExistIsAnError() throws {
    for route in [
      Sandbox.Route.visualSearch("GET", "/upload"), .visualSearch("POST", "/uploads"),
      .visualIntelligence("GET", "/{asset_id}/meta"), Sandbox.Route("GET", "/upload"),
      .request(Unknown.self),
    ] {
      XCTAssertThrowsError(try sandbox.failNext(route, with: .rateLimit)) { error in
        XCTAssertEqual((error as? Sandbox.UnknownRoute)?.route, route)
      }
    }
    XCTAssertEqual(sandbox.unusedFaults, [])
  }

  func testPatternsAndOwnRoutesAreKnown() throws {
    sandbox.route("PUT", "/files/{name}") { _ in Sandbox.Answer() }
    for route in [
      Sandbox.Route.any, .visualSearch("*", "/*"), .visualIntelligence("GET", "/re_1/metadata"),
      Sandbox.Route("PUT", "/files/a"), Sandbox.Route("*", "/files/*"),
    ] {
      XCTAssertNoThrow(try sandbox.failNext(route, with: .rateLimit), "\(route)")
    }
  }

  func testEveryRequestOfTheKitHasARoute() throws {
    XCTAssertEqual(
      Sandbox.Route.request(VisualSearch.UploadVideo.self), .visualSearch("POST", "/upload"))
    XCTAssertEqual(
      Sandbox.Route.request(VisualSearch.SearchCaptions.self), .visualSearch("POST", "/search"))
    XCTAssertEqual(
      Sandbox.Route.request(VisualIntelligence.GetAssetMetadata.self),
      .visualIntelligence("GET", "/{asset_id}/metadata"))
  }

  func testUnusedFaultsCanBeAskedFor() async throws {
    let client = try MemoriesClient(
      apiKey: APIKey(sandbox.apiKey), configuration: .sandbox(sandbox), environment: [:])
    let list = Sandbox.Route.request(VisualSearch.ListVideos.self)
    try sandbox.fail(list, calls: 2...3, with: .rateLimit)
    try sandbox.failAlways(.request(VisualSearch.ListFolders.self), with: .rateLimit)
    _ = try await client.send(VisualSearch.ListVideos())
    XCTAssertEqual(
      sandbox.unusedFaults,
      [
        .init(route: list, calls: 2...3, callCount: 1),
        .init(route: .request(VisualSearch.ListFolders.self), calls: 1...Int.max, callCount: 0),
      ])
    let once = MemoriesClient.CallOptions(retry: RetryPolicy.none)
    for _ in 0..<2 {
      _ = try? await client.send(VisualSearch.ListVideos(), options: once)
    }
    _ = try? await client.send(VisualSearch.ListFolders(), options: once)
    XCTAssertEqual(sandbox.unusedFaults, [])
  }
}
