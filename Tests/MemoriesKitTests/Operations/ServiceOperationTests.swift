import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// Endpoints as a user of the package would declare them; nothing here is known to it.
private enum MyAPI {
  struct ListUniqueIDs: Endpoint {
    struct Output: Decodable, Sendable { let uniqueIds: [String] }
    let service = Service.visualSearch
    func request() -> ServiceRequest { ServiceRequest(.get, "list_unique_ids") }
  }

  /// Whatever the fields say.
  struct Anything: Endpoint {
    typealias Output = JSONValue
    static let operationName = "anything"
    var service = Service.visualIntelligence
    var wire: ServiceRequest
    func request() -> ServiceRequest { wire }
  }

  struct DownloadScreenplay: DownloadEndpoint {
    let service = Service.visualIntelligence
    let fallbackFileName = "screenplay.zip"
    let task: String
    func request() -> ServiceRequest {
      ServiceRequest(.get, "screenplay", "tasks", task, "download")
    }
  }

  struct Refused: Endpoint {
    typealias Output = Nothing
    let service = Service.visualSearch
    func problems() -> [Problem] { [Problem("a", "wrong"), Problem("b", "wrong too")] }
    func request() throws -> ServiceRequest { throw CancellationError() }
  }

  struct Unwritable: Endpoint {
    typealias Output = Nothing
    let service = Service.visualSearch
    func request() throws -> ServiceRequest {
      try ServiceRequest(.post, "a", body: .json(["latitude": Double.nan]))
    }
  }
}

final class ServiceOperationTests: XCTestCase {
  private func sent(_ wire: ServiceRequest) async throws -> RecordedRequest {
    let observed = try ObservedClient()
    _ = try await observed.client.send(MyAPI.Anything(wire: wire))
    let request = try observed.onlyRequest()
    request.assertIsWellFormed()
    return request
  }

  func testTheNameOfAnOperationIsItsType() {
    XCTAssertEqual(VisualSearch.UploadVideo.operationName, "VisualSearch.UploadVideo")
    XCTAssertEqual(
      VisualIntelligence.DownloadResource.operationName, "VisualIntelligence.DownloadResource")
    XCTAssertEqual(MyAPI.Anything.operationName, "anything")
    XCTAssertTrue(MyAPI.ListUniqueIDs.operationName.hasSuffix("ListUniqueIDs"))
  }

  func testAUsersEndpointWorksLikeOurs() async throws {
    let observed = try ObservedClient(.agreed(#"{"unique_ids":["default","holiday_2025"]}"#))
    let output = try await observed.client.send(MyAPI.ListUniqueIDs())
    XCTAssertEqual(output.uniqueIds, ["default", "holiday_2025"])
    XCTAssertEqual(
      try observed.onlyRequest().url.absoluteString,
      "https://api.memories.ai/serve/api/v1/list_unique_ids")
  }

  func testAUsersDownloadWorksLikeOurs() async throws {
    let observed = try ObservedClient(.file)
    var bytes = Data()
    for try await chunk in try await observed.client.chunks(
      of: MyAPI.DownloadScreenplay(task: "ros/sd"))
    {
      bytes += chunk
    }
    XCTAssertEqual(bytes, Data("file".utf8))
    XCTAssertEqual(
      try observed.onlyRequest().url.absoluteString,
      "https://mavi-backend.memories.ai/serve/api/v2/screenplay/tasks/ros%2Fsd/download")
  }

  func testEveryMethodGoesOut() async throws {
    for (method, text) in [
      (HTTPMethod.get, "GET"), (.post, "POST"), (.put, "PUT"), (.patch, "PATCH"),
      (.delete, "DELETE"),
    ] {
      let request = try await sent(ServiceRequest(method, "re_1"))
      XCTAssertEqual(request.method, text)
      XCTAssertEqual(request.body, .empty)
      XCTAssertNil(request.headers["Content-Type"])
    }
  }

  func testBodiesGoOutWithAnyMethod() async throws {
    let bodies: [(RequestBody, String, String)] = [
      (.json(Data(#"["VI1","VI2"]"#.utf8)), "application/json", #"["VI1","VI2"]"#),
      (try .json(["video_nos": ["VI/1"]]), "application/json", #"{"video_nos":["VI/1"]}"#),
      (
        .form([FormField("url", "https://a.example/?b=c&d"), FormField("tags", "ä b")]),
        "application/x-www-form-urlencoded",
        "url=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&tags=%C3%A4+b"
      ),
    ]
    for method in [HTTPMethod.post, .put, .patch, .delete] {
      for (body, type, text) in bodies {
        let request = try await sent(ServiceRequest(method, "delete_videos", body: body))
        XCTAssertEqual(request.method, method.rawValue)
        XCTAssertEqual(request.headers["Content-Type"], type)
        XCTAssertEqual(request.body.text, text)
      }
    }
  }

  func testSeveralFilesGoOutInOneForm() async throws {
    let parts = [
      FormPart("files", .data(Data([1]), fileName: "a.png")),
      FormPart("files", .data(Data([2, 13, 10]), fileName: "b.jpg")),
      FormPart("req", .data(Data("{}".utf8), fileName: "req.json"), contentType: .octetStream),
      FormPart("note", ""),
    ]
    let request = try await sent(ServiceRequest(.put, "upload_img", body: .multipart(parts)))
    XCTAssertEqual(
      request.form,
      [
        RecordedPart(
          name: "files", filename: "a.png", contentType: "image/png", content: Data([1])),
        RecordedPart(
          name: "files", filename: "b.jpg", contentType: "image/jpeg",
          content: Data([2, 13, 10])),
        RecordedPart(
          name: "req", filename: "req.json", contentType: "application/octet-stream",
          content: Data("{}".utf8)),
        RecordedPart(name: "note", content: Data()),
      ])
  }

  func testABaseURLReplacesEverythingBeforeTheOperationsOwnPath() async throws {
    for base in ["http://127.0.0.1:9/proxy/v9", "http://127.0.0.1:9/proxy/v9//"] {
      var configuration = Configuration()
      configuration.visualSearch = try XCTUnwrap(URL(string: base))
      let observed = try ObservedClient(.agreed(), base: configuration)
      _ = try await observed.client.send(
        MyAPI.Anything(service: .visualSearch, wire: ServiceRequest(.get, "a", "b c")))
      XCTAssertEqual(
        try observed.onlyRequest().url.absoluteString, "http://127.0.0.1:9/proxy/v9/a/b%20c")
    }
  }

  func testAUsersProblemsAreToldAndNothingIsSent() async throws {
    let observed = try ObservedClient()
    let error = try await memoriesError { try await observed.client.send(MyAPI.Refused()) }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(error.problems.map(\.field), ["a", "b"])
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testARequestThatCannotBeWrittenIsAnInvalidOne() async throws {
    let observed = try ObservedClient()
    let error = try await memoriesError { try await observed.client.send(MyAPI.Unwritable()) }
    XCTAssertEqual(error.kind, .invalidRequest)
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertNotNil(error.detail)
    XCTAssertEqual(observed.replay.requests, [])
  }
}
