import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A request to wherever it is told to go.
private struct Ask: AnsweredOperation {
  typealias Output = NoOutput
  static let traits = OperationTraits("Ask", .safe)
  var service: MemoriesService
  var path: [String] = []
  var query: [MemoriesRequest.Field] = []

  func request() -> MemoriesRequest {
    var request = MemoriesRequest(.get, query: query)
    request.path = path
    return request
  }
}

final class MemoriesServiceTests: XCTestCase {
  private func sent(
    _ ask: Ask, configure: (inout MemoriesClient.Configuration) -> Void = { _ in }
  ) async throws -> RecordedRequest {
    var configuration = MemoriesClient.Configuration()
    configuration.headers = ["X-Tenant": "7"]
    configure(&configuration)
    let observed = try ObservedClient(.agreed(), base: configuration)
    _ = try await observed.client.send(ask)
    return try observed.onlyRequest()
  }

  private func address(_ text: String) throws -> URL { try XCTUnwrap(URL(string: text)) }

  func testAProductMayBeAskedUnderAnotherPath() async throws {
    for path in ["/serve/api/video", "serve/api/video/"] {
      let service = MemoriesService.visualSearch.under(path)
      let request = try await sent(Ask(service: service, path: ["a b"]))
      XCTAssertEqual(
        request.url.absoluteString, "https://api.memories.ai/serve/api/video/a%20b")
      XCTAssertEqual(request.headers["X-Tenant"], "7")
      XCTAssertNotNil(request.headers["Authorization"])
    }
    let own = try address("http://127.0.0.1:9/proxy/v1")
    let service = MemoriesService.visualSearch.under("/other")
    let request = try await sent(Ask(service: service, path: ["a"])) { $0.visualSearch = own }
    XCTAssertEqual(request.url.absoluteString, "http://127.0.0.1:9/other/a")
  }

  func testAnotherHostGetsTheKeyOnlyWhereThatIsSaid() async throws {
    let other = try address("https://stream.example/v1")
    let with = try await sent(
      Ask(service: MemoriesService(at: other, authorization: .clientKey), path: ["start"]))
    XCTAssertEqual(with.url.absoluteString, "https://stream.example/v1/start")
    XCTAssertEqual(with.headers["Authorization"], ObservedClient.key)
    // What the user has set for all requests is for the configured hosts.
    XCTAssertNil(with.headers["X-Tenant"])

    let without = try await sent(
      Ask(service: MemoriesService(at: other, authorization: .none), path: ["start"]))
    XCTAssertNil(without.headers["Authorization"])

    let own = try APIKey("sk-other-0123456789")
    let third = try await sent(
      Ask(service: MemoriesService(at: other, authorization: .key(own)), path: ["start"]))
    XCTAssertEqual(third.headers["Authorization"], "sk-other-0123456789")
  }

  func testAKeyOfAProductsOwnTakesThePlaceOfTheClients() async throws {
    var service = MemoriesService.visualIntelligence
    service.authorization = .key(try APIKey("sk-other-0123456789"))
    let request = try await sent(Ask(service: service, path: ["a"]))
    XCTAssertEqual(request.headers["Authorization"], "sk-other-0123456789")
  }

  func testAnotherKeyIsTakenOutOfWhatComesBack() async throws {
    let key = "sk-other-0123456789"
    let observed = try ObservedClient(
      .json(
        #"{"code":"0001","msg":"no such key: \#(key), nor \#(ObservedClient.key)","data":null}"#))
    let service = MemoriesService(
      at: try address("https://other.example"), authorization: .key(try APIKey(key)))
    let error = try await memoriesError {
      try await observed.client.send(Ask(service: service, path: ["a"]))
    }
    XCTAssertEqual(error.serverMessage, "no such key: [API key], nor [API key]")
  }

  func testAnAddressThatIsGivenWholeStaysAsItIs() async throws {
    let signed = "https://storage.example/b/o%2Fp/?X-Goog-Signature=a%2Bb&expires=9"
    let service = MemoriesService(at: try address(signed + "#part"), authorization: .none)
    let request = try await sent(Ask(service: service))
    XCTAssertEqual(request.url.absoluteString, signed)

    let more = try await sent(Ask(service: service, query: [MemoriesRequest.Field("n", "1")]))
    XCTAssertEqual(more.url.absoluteString, signed + "&n=1")
  }

  func testAnAddressThatIsNotSafeIsRefused() async throws {
    let observed = try ObservedClient()
    for text in [
      "http://other.example/a", "ftp://other.example/a", "https:///a", "/a", "mailto:a@b",
    ] {
      let service = MemoriesService(at: try address(text), authorization: .none)
      let error = try await memoriesError {
        try await observed.client.send(Ask(service: service, path: ["a"]))
      }
      XCTAssertEqual(error.kind, .invalidRequest, text)
      XCTAssertEqual(error.outcome, .notSent, text)
    }
    XCTAssertEqual(observed.replay.requests, [])
  }
}
