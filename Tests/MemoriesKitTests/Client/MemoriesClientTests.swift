import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class MemoriesClientTests: XCTestCase {
  private let key = "sk-mavi-0123456789abcdef"

  private func call<Operation: MemoriesOperation>(
    for operation: Operation, at address: String = "https://api.example/v1",
    options: MemoriesClient.CallOptions = MemoriesClient.CallOptions()
  ) throws -> PreparedCall {
    var configuration = MemoriesClient.Configuration()
    configuration.visualSearch = try XCTUnwrap(URL(string: address))
    configuration.visualIntelligence = try XCTUnwrap(URL(string: address))
    let client = try MemoriesClient(
      apiKey: APIKey(key), configuration: configuration, environment: [:])
    return try client.prepared(operation, options, nil)
  }

  // MARK: The environment

  func testTimesMayBeAsLongAsADurationCanBe() async throws {
    var base = MemoriesClient.Configuration()
    base.limits.connect = .seconds(Int64.max)
    base.limits.stall = .seconds(Int64.max)
    base.limits.response = .seconds(Int64.max)
    base.waiting.timeout = .seconds(Int64.max)
    base.clock = SkippingClock()
    base.rateLimits[VisualSearch.GetMetadata.traits.rateGroup] = OperationTraits.RateLimit(
      1, per: .seconds(Int64.max))
    let observed = try ObservedClient(
      .agreed(#"{"video_no":"VI1","status":"PARSE"}"#), base: base)
    for _ in 0..<3 {
      let video = try await observed.client.waitUntilSearchable("VI1")
      XCTAssertEqual(video.status, .parsed)
    }
    base.limits.total = .seconds(Int64.max)
    base.rateLimits = [:]
    let limited = try ObservedClient(.agreed(), base: base)
    _ = try await limited.client.send(VisualSearch.GetMetadata("VI1"))
  }

  private func keySent(by client: MemoriesClient) throws -> String? {
    try client.prepared(VisualSearch.GetMetadata("VI1"), MemoriesClient.CallOptions(), nil).key?
      .header
  }

  func testTheKeyAndTheHostsComeFromTheEnvironment() throws {
    let client = try MemoriesClient(environment: [
      "MEMORIES_API_KEY": " \(key)\n", "MEMORIES_V1_BASE_URL": "https://one.example/v1",
    ])
    XCTAssertEqual(try keySent(by: client), key)
    XCTAssertEqual(client.configuration.visualSearch.absoluteString, "https://one.example/v1")
  }

  func testWhatIsGivenGoesBeforeTheEnvironment() throws {
    let client = try MemoriesClient(
      apiKey: APIKey(key), configuration: MemoriesClient.Configuration(),
      environment: [
        "MEMORIES_API_KEY": "another", "MEMORIES_V1_BASE_URL": "https://one.example/v1",
      ])
    XCTAssertEqual(try keySent(by: client), key)
    XCTAssertEqual(client.configuration.visualSearch, MemoriesClient.Configuration().visualSearch)
  }

  func testWithoutAKeyThereIsNoClient() async throws {
    for environment in [
      [:], ["MEMORIES_API_KEY": ""], ["MEMORIES_API_KEY": " \n"],
      ["MEMORIES_API_KEY": "sk\r\nmavi"], ["memories_api_key": key],
    ] {
      let error = try await thrownMemoriesError {
        try MemoriesClient(environment: environment)
      }
      XCTAssertEqual(error.kind, .notConfigured)
      XCTAssertEqual(error.outcome, .notSent)
    }
    let error = try await thrownMemoriesError { try MemoriesClient(environment: [:]) }
    XCTAssertTrue("\(error)".contains("MEMORIES_API_KEY is not set"), "\(error)")
  }

  func testAConfigurationThatCannotWorkMakesNoClient() async throws {
    let error = try await thrownMemoriesError {
      try MemoriesClient(
        apiKey: APIKey(key), environment: ["MEMORIES_V2_BASE_URL": "http://one.example"])
    }
    XCTAssertEqual(error.kind, .notConfigured)
    XCTAssertTrue("\(error)".contains("http://one.example"), "\(error)")
  }

  func testAClientDoesNotShowItsKey() throws {
    let client = try MemoriesClient(environment: ["MEMORIES_API_KEY": key])
    var shown = "\(client) \(client.courier)"
    dump(client, to: &shown)
    XCTAssertFalse(shown.contains(key))
    XCTAssertFalse(shown.contains("0123456789"))
  }

  // MARK: Preparing

  func testACallIsTheRequestAtItsHost() throws {
    let call = try call(for: VisualSearch.GetMetadata("VI 1&2", scope: .uniqueID("a/b=c")))
    XCTAssertEqual(call.traits.name, "VisualSearch.GetMetadata")
    XCTAssertEqual(call.method, "GET")
    XCTAssertEqual(
      call.url.absoluteString,
      "https://api.example/v1/get_metadata?video_no=VI%201%262&unique_id=a/b%3Dc")
    XCTAssertFalse(call.expectsFile)
    XCTAssertEqual(call.body.segments, [])
  }

  func testABaseURLMayEndInSlashesAndHaveAnyPath() throws {
    for (address, expected) in [
      ("https://api.example", "https://api.example/re_1/metadata"),
      ("https://api.example/", "https://api.example/re_1/metadata"),
      ("https://api.example/a/b//", "https://api.example/a/b/re_1/metadata"),
      ("http://127.0.0.1:80", "http://127.0.0.1:80/re_1/metadata"),
    ] {
      let call = try call(for: VisualIntelligence.GetAssetMetadata("re_1"), at: address)
      XCTAssertEqual(call.url.absoluteString, expected)
    }
  }

  func testAnIdentifierCannotLeaveItsPlace() throws {
    for id in ["../../admin", "..", ".", "a/b", "a?b=c", "a#b", "//evil.com/", "a\r\nb", "@evil"] {
      let call = try call(
        for: VisualIntelligence.GetAssetMetadata(VisualIntelligence.AssetID(id)))
      let text = call.url.standardized.absoluteString
      XCTAssertTrue(text.hasPrefix("https://api.example/v1/"), text)
      XCTAssertTrue(text.hasSuffix("/metadata"), text)
      XCTAssertEqual(call.url.pathComponents.count, text.split(separator: "/").count - 1, text)
      XCTAssertNil(call.url.query)
    }
  }

  func testADownloadExpectsAFile() throws {
    let call = try call(for: VisualSearch.DownloadVideo("VI1"))
    XCTAssertTrue(call.expectsFile)
    XCTAssertEqual(call.fallbackFileName, "VI1")
    XCTAssertEqual(call.method, "POST")
    XCTAssertEqual(call.body.contentType, "application/json")
  }

  func testOptionsGoBeforeTheConfiguration() throws {
    var limits = TimeLimits()
    limits.total = .seconds(3)
    let request = VisualSearch.GetMetadata("VI1")
    XCTAssertNil(try call(for: request).limits.total)
    XCTAssertEqual(
      try call(for: request, options: MemoriesClient.CallOptions(limits: limits)).limits.total,
      .seconds(3))
  }

  func testAllProblemsAreToldBeforeAnythingIsSent() async throws {
    let observed = try ReplayedClient(answering: .envelope("null"))
    var upload = VisualSearch.UploadVideo(file: URL(fileURLWithPath: "/nowhere/movie.txt"))
    upload.tags = (0...20).map { "\($0)" }
    upload.location = VisualSearch.GeoPoint(latitude: 91, longitude: 0)
    let error = try await thrownMemoriesError { try await observed.client.send(upload) }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.operation, "VisualSearch.UploadVideo")
    XCTAssertEqual(error.attempts, 0)
    XCTAssertEqual(error.problems.map(\.field), ["file", "file", "location", "tags"])
    XCTAssertEqual(observed.replay.requests, [])
    XCTAssertEqual(observed.story, ["failed: invalidRequest"])
  }

  func testARequestThatCannotBeWrittenIsInvalid() async throws {
    struct Unwritable: AnsweredOperation {
      typealias Output = NoOutput
      let service = MemoriesService.visualSearch
      func request() throws -> MemoriesRequest { throw CocoaError(.coderInvalidValue) }
    }
    let observed = try ReplayedClient(answering: .envelope("null"))
    let error = try await thrownMemoriesError { try await observed.client.send(Unwritable()) }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(observed.replay.requests, [])
  }
}
