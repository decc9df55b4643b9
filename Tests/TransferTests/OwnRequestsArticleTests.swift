import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

// The samples of the article about requests of one's own, as they stand there.

private struct LabelVideo: AnsweredOperation {
  typealias Output = NoOutput
  let service = MemoriesService.visualSearch
  var videoNo: VisualSearch.VideoNo
  var text: String
  var scope: LibraryScope?

  private struct Body: Encodable {
    let videoNo: VisualSearch.VideoNo
    let text: String

    enum CodingKeys: String, CodingKey {
      case videoNo = "video_no"
      case text
    }
  }

  func problems() -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    rules.requireText(text, "text")
    rules.limit(text, to: 200, "text")
    rules.checkScope(scope, folders: .writing)
    return rules.problems
  }

  func request() throws -> MemoriesRequest {
    try MemoriesRequest(
      .post, "label", body: .json(Body(videoNo: videoNo, text: text), scope: scope))
  }
}

private struct ListNames: PagedOperation {
  struct Output: Decodable, Hashable, Sendable {
    let names: [String]
    let nextCursor: String?
  }

  static let traits = OperationTraits("ListNames", .safe)
  let service = MemoriesService.visualIntelligence
  var cursor = ""

  func request() -> MemoriesRequest {
    MemoriesRequest(.get, "names", query: [MemoriesRequest.Field("cursor", cursor)])
  }

  static func elements(of page: Output) -> [String] { page.names }
  func next(after page: Output) -> ListNames? { page.nextCursor.map { ListNames(cursor: $0) } }
}

private struct AskAgent: EventOperation {
  struct Event: Decodable, Sendable {
    let step: Int
    let text: String?
  }

  let service = MemoriesService.visualIntelligence
  func request() -> MemoriesRequest { MemoriesRequest(.post, "queries", "stream") }
}

final class OwnRequestsArticleTests: XCTestCase {
  func testTheSamplesDoWhatTheArticleSays() async throws {
    let replay = Replay { request in
      switch (request.method, request.url.path) {
      case ("GET", "/serve/api/v2/names"): .json(#"{"code":200,"data":{"names":["a"]}}"#)
      case ("POST", "/serve/api/v2/queries/stream"):
        .body(Data("data: {\"step\":1}\n\n".utf8), type: "text/event-stream")
      case ("POST", "/serve/api/v1/label"): .json(#"{"code":"0000","data":null}"#)
      default: nil
      }
    }
    let client = try MemoriesClient(
      apiKey: APIKey("sk-test-key"), configuration: .replaying(replay))
    var names: [String] = []
    for try await name in client.elements(of: ListNames()) { names.append(name) }
    XCTAssertEqual(names, ["a"])
    var steps: [Int] = []
    for try await event in try await client.events(of: AskAgent()) { steps.append(event.step) }
    XCTAssertEqual(steps, [1])
    try await client.send(LabelVideo(videoNo: "VI1", text: "a", scope: .folder(7)))
    XCTAssertEqual(
      replay.requests.last?.body.text, #"{"folder_id":7,"text":"a","video_no":"VI1"}"#)
    try replay.finish()
  }
}
