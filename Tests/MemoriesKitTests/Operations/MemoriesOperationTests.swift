import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Endpoints as a user of the package would declare them; nothing here is known to it.
private enum MyAPI {
  struct ListUniqueIDs: AnsweredOperation {
    struct Output: Decodable, Sendable { let uniqueIds: [String] }
    let service = MemoriesService.visualSearch
    func request() -> MemoriesRequest { MemoriesRequest(.get, "list_unique_ids") }
  }

  /// Whatever the fields say.
  struct Anything: AnsweredOperation {
    typealias Output = JSONValue
    static let traits = OperationTraits("anything")
    var service = MemoriesService.visualIntelligence
    var wire: MemoriesRequest
    func request() -> MemoriesRequest { wire }
  }

  struct DownloadScreenplay: DownloadOperation {
    let service = MemoriesService.visualIntelligence
    let fallbackFileName = "screenplay.zip"
    let task: String
    func request() -> MemoriesRequest {
      MemoriesRequest(.get, "screenplay", "tasks", task, "download")
    }
  }

  struct Refused: AnsweredOperation {
    typealias Output = NoOutput
    let service = MemoriesService.visualSearch
    func problems() -> [MemoriesError.Problem] {
      [MemoriesError.Problem("a", "wrong"), MemoriesError.Problem("b", "wrong too")]
    }
    func request() throws -> MemoriesRequest { throw CancellationError() }
  }

  /// An operation with the rules and the scope that ours have.
  struct Label: AnsweredOperation {
    typealias Output = NoOutput
    let service = MemoriesService.visualSearch
    var text = "a label"
    var scope: LibraryScope?
    var isForm = false

    func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(text, "text")
      rules.limit(text, to: 20, "text")
      rules.checkScope(scope, folders: .writing)
      return rules.problems
    }

    func request() throws -> MemoriesRequest {
      guard isForm else {
        return try MemoriesRequest(.post, "label", body: .json(["text": text], scope: scope))
      }
      var form: [MemoriesRequest.Field] = []
      form.add("text", text)
      form.add(scope)
      return MemoriesRequest(.post, "label", body: .form(form))
    }
  }

  struct Unwritable: AnsweredOperation {
    typealias Output = NoOutput
    let service = MemoriesService.visualSearch
    func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "a", body: .json(["latitude": Double.nan]))
    }
  }
}

final class MemoriesOperationTests: XCTestCase {
  private func sent(_ wire: MemoriesRequest) async throws -> RecordedRequest {
    let observed = try ObservedClient()
    _ = try await observed.client.send(MyAPI.Anything(wire: wire))
    let request = try observed.onlyRequest()
    request.assertIsWellFormed()
    return request
  }

  func testTheNameOfAnOperationIsItsType() {
    XCTAssertEqual(VisualSearch.UploadVideo.traits.name, "VisualSearch.UploadVideo")
    XCTAssertEqual(
      VisualIntelligence.DownloadResource.traits.name, "VisualIntelligence.DownloadResource")
    XCTAssertEqual(MyAPI.Anything.traits.name, "anything")
    XCTAssertTrue(MyAPI.ListUniqueIDs.traits.name.hasSuffix("ListUniqueIDs"))
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
      (MemoriesRequest.Method.get, "GET"), (.post, "POST"), (.put, "PUT"), (.patch, "PATCH"),
      (.delete, "DELETE"),
    ] {
      let request = try await sent(MemoriesRequest(method, "re_1"))
      XCTAssertEqual(request.method, text)
      XCTAssertEqual(request.body, .empty)
      XCTAssertNil(request.headers["Content-Type"])
    }
  }

  func testBodiesGoOutWithAnyMethod() async throws {
    let bodies: [(MemoriesRequest.Body, String, String)] = [
      (.json(Data(#"["VI1","VI2"]"#.utf8)), "application/json", #"["VI1","VI2"]"#),
      (try .json(["video_nos": ["VI/1"]]), "application/json", #"{"video_nos":["VI/1"]}"#),
      (
        .form([
          MemoriesRequest.Field("url", "https://a.example/?b=c&d"),
          MemoriesRequest.Field("tags", "ä b"),
        ]),
        "application/x-www-form-urlencoded",
        "url=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&tags=%C3%A4+b"
      ),
    ]
    for method in [MemoriesRequest.Method.post, .put, .patch, .delete] {
      for (body, type, text) in bodies {
        let request = try await sent(MemoriesRequest(method, "delete_videos", body: body))
        XCTAssertEqual(request.method, method.rawValue)
        XCTAssertEqual(request.headers["Content-Type"], type)
        XCTAssertEqual(request.body.text, text)
      }
    }
  }

  func testABodyMayBeBytesOrAFileAsTheyAre() async throws {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let file = try folder.write(Data("film".utf8), named: "movie.mp4")
    let type = try XCTUnwrap(MediaSource.ContentType(rawValue: "application/x-ndjson"))
    let bodies: [(MemoriesRequest.Body, String, String)] = [
      (.bytes(Data("{}\n{}".utf8), type), "application/x-ndjson", "{}\n{}"),
      (.file(file), "video/mp4", "film"),
      (.file(file, .octetStream), "application/octet-stream", "film"),
    ]
    for (body, type, text) in bodies {
      let request = try await sent(MemoriesRequest(.put, "videos", body: body))
      XCTAssertEqual(request.headers["Content-Type"], type)
      XCTAssertEqual(request.headers["Content-Length"], "\(text.utf8.count)")
      XCTAssertEqual(request.body.text, text)
    }
  }

  func testATextPartMaySayWhatItIs() async throws {
    let type = MediaSource.ContentType(rawValue: "application/json")
    let part = MemoriesRequest.Part("options", "{}", contentType: type)
    let request = try await sent(MemoriesRequest(.post, "videos", body: .multipart([part])))
    let text = try XCTUnwrap(request.body.text)
    XCTAssertTrue(
      text.contains("name=\"options\"\r\nContent-Type: application/json\r\n\r\n{}\r\n"), text)
  }

  func testARequestMayHaveHeadersOfItsOwn() async throws {
    let request = try await sent(
      MemoriesRequest(
        .post, "videos", headers: [MemoriesRequest.Field("Idempotency-Key", "7")]))
    XCTAssertEqual(request.headers["Idempotency-Key"], "7")
    for field in [
      MemoriesRequest.Field("Authorization", "sk-other"), .init("X-A", "a\r\nX-B: b"),
      .init("X A", "a"), .init("Content-Length", "7"),
    ] {
      do {
        _ = try await sent(MemoriesRequest(.post, "videos", headers: [field]))
        XCTFail("sent: \(field)")
      } catch let error as MemoriesError {
        XCTAssertEqual(error.kind, .invalidRequest)
        XCTAssertEqual(error.problems.map(\.field), ["headers"])
      }
    }
  }

  func testRulesAndScopeAreThereForAUsersOperation() async throws {
    for (scope, isForm, body) in [
      (nil, false, #"{"text":"a label"}"#), (nil, true, "text=a+label"),
      (.uniqueID("team"), false, #"{"text":"a label","unique_id":"team"}"#),
      (.folder(7), false, #"{"folder_id":7,"text":"a label"}"#),
      (.folder(7), true, "text=a+label&folder_id=7"),
    ] as [(LibraryScope?, Bool, String)] {
      let observed = try ObservedClient()
      _ = try await observed.client.send(MyAPI.Label(scope: scope, isForm: isForm))
      XCTAssertEqual(try observed.onlyRequest().body.text, body)
    }
    let observed = try ObservedClient()
    let error = try await memoriesError {
      try await observed.client.send(MyAPI.Label(text: " ", scope: .folder(-2)))
    }
    XCTAssertEqual(error.problems.map(\.field), ["text", "scope"])
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testAVerbBehindAColonStaysAsItIs() async throws {
    let request = try await sent(MemoriesRequest(.post, "videos", "VI1:transcribe", "@me"))
    XCTAssertTrue(request.url.absoluteString.hasSuffix("/videos/VI1:transcribe/@me"))
  }

  func testSeveralFilesGoOutInOneForm() async throws {
    let parts = [
      MemoriesRequest.Part("files", .data(Data([1]), fileName: "a.png")),
      MemoriesRequest.Part("files", .data(Data([2, 13, 10]), fileName: "b.jpg")),
      MemoriesRequest.Part(
        "req", .data(Data("{}".utf8), fileName: "req.json"), contentType: .octetStream),
      MemoriesRequest.Part("note", ""),
    ]
    let request = try await sent(MemoriesRequest(.put, "upload_img", body: .multipart(parts)))
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
      var configuration = MemoriesClient.Configuration()
      configuration.visualSearch = try XCTUnwrap(URL(string: base))
      let observed = try ObservedClient(.agreed(), base: configuration)
      _ = try await observed.client.send(
        MyAPI.Anything(service: .visualSearch, wire: MemoriesRequest(.get, "a", "b c")))
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

  func testAProblemDoesNotShowTheKey() async throws {
    let observed = try ObservedClient()
    var upload = VisualSearch.UploadVideo(file: URL(fileURLWithPath: "/none.mp4"))
    upload.callback = URL(string: "ftp://host/?key=\(ObservedClient.key)")
    let error = try await memoriesError { [upload] in try await observed.client.send(upload) }
    XCTAssertTrue("\(error)".contains("ftp://host/?key=[API key]"), "\(error)")
    XCTAssertFalse("\(error)".contains(ObservedClient.key))
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
