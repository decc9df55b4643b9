import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A list with a cursor, as a user of the package would declare it; nothing here is known to it.
private struct ListNames: PagedOperation {
  struct Output: Decodable, Hashable, Sendable {
    let names: [String]
    let nextCursor: String?
  }

  static let traits = OperationTraits("ListNames", .safe)
  let service = MemoriesService.visualIntelligence
  var cursor = "start"
  func request() -> MemoriesRequest {
    MemoriesRequest(.get, "names", query: [MemoriesRequest.Field("cursor", cursor)])
  }

  static func elements(of page: Output) -> [String] { page.names }
  func next(after page: Output) -> ListNames? { page.nextCursor.map { ListNames(cursor: $0) } }
}

final class MemoriesClientPagesTests: XCTestCase {
  /// A service that answers one page after the other, and the last one for ever.
  private func client(_ pages: String...) throws -> ObservedClient {
    let asked = Locked(0)
    return try ObservedClient(
      Replay { _ in
        asked.withLock { asked in
          defer { asked += 1 }
          return .agreed(pages[min(asked, pages.count - 1)])
        }
      })
  }

  private func names(_ observed: ObservedClient) async throws -> [String] {
    var names: [String] = []
    for try await name in observed.client.elements(of: ListNames()) { names.append(name) }
    return names
  }

  func testPagesAreAskedForAsTheyAreRead() async throws {
    let observed = try client(
      #"{"names":["a","b"],"next_cursor":"2"}"#, #"{"names":["c"],"next_cursor":"3"}"#,
      #"{"names":["d"],"next_cursor":null}"#)
    let pages = observed.client.pages(of: ListNames())
    var iterator = pages.makeAsyncIterator()
    let first = try await iterator.next()
    XCTAssertEqual(first?.names, ["a", "b"])
    XCTAssertEqual(observed.replay.requests.count, 1)
    var others: [[String]] = []
    while let page = try await iterator.next() { others.append(page.names) }
    XCTAssertEqual(others, [["c"], ["d"]])
    XCTAssertEqual(
      observed.replay.requests.map(\.url.query), ["cursor=start", "cursor=2", "cursor=3"])
  }

  func testElementsComeOneByOne() async throws {
    let observed = try client(
      #"{"names":["a","b"],"next_cursor":"2"}"#, #"{"names":["c"],"next_cursor":null}"#)
    let names = try await names(observed)
    XCTAssertEqual(names, ["a", "b", "c"])
  }

  func testAListEndsWhateverTheServiceAnswers() async throws {
    let rows: [([String], [String], Int)] = [
      // The same page again and again.
      ([#"{"names":["a"],"next_cursor":"2"}"#], ["a"], 2),
      // Two in turns.
      (
        [
          #"{"names":["a"],"next_cursor":"2"}"#, #"{"names":["b"],"next_cursor":"1"}"#,
          #"{"names":["a"],"next_cursor":"2"}"#,
        ], ["a", "b"], 3
      ),
      // An empty one that leads on.
      ([#"{"names":["a"],"next_cursor":"2"}"#, #"{"names":[],"next_cursor":"3"}"#], ["a"], 2),
      ([#"{"names":[],"next_cursor":"2"}"#], [], 1),
    ]
    for (pages, expected, count) in rows {
      let asked = Locked(0)
      let observed = try ObservedClient(
        Replay { _ in
          asked.withLock { asked in
            defer { asked += 1 }
            return .agreed(pages[min(asked, pages.count - 1)])
          }
        })
      let names = try await names(observed)
      XCTAssertEqual(names, expected, "\(pages)")
      XCTAssertEqual(observed.replay.requests.count, count, "\(pages)")
    }
  }

  func testARefusedPageThrowsOnceAndEndsTheList() async throws {
    let asked = Locked(0)
    let observed = try ObservedClient(
      Replay { _ in
        asked.withLock { asked in
          defer { asked += 1 }
          return asked == 0
            ? .agreed(#"{"names":["a"],"next_cursor":"2"}"#) : .refused(code: "\"0401\"", "no")
        }
      })
    var iterator = observed.client.pages(of: ListNames()).makeAsyncIterator()
    _ = try await iterator.next()
    do {
      _ = try await iterator.next()
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .unauthorized)
    }
    let afterwards = try await iterator.next()
    XCTAssertNil(afterwards)
  }

  func testTheLibraryIsListedPageByPage() async throws {
    let observed = try client(
      #"{"page_size":2,"total_count":"3","videos":[{"video_no":"VI1"},{"video_no":"VI2"}]}"#,
      #"{"page_size":2,"total_count":"3","videos":[{"video_no":"VI3"}]}"#)
    var found: [VisualSearch.VideoNo] = []
    for try await video in observed.client.elements(of: VisualSearch.ListVideos()) {
      found.append(video.videoNo)
    }
    XCTAssertEqual(found, ["VI1", "VI2", "VI3"])
    XCTAssertEqual(observed.replay.requests.count, 2)
  }

  func testPagesOfOnesOwn() async throws {
    let pages = PageSequence(ListNames()) { operation in
      ListNames.Output(names: [operation.cursor], nextCursor: operation.cursor == "2" ? nil : "2")
    }
    var names: [String] = []
    for try await name in pages.elements { names.append(name) }
    XCTAssertEqual(names, ["start", "2"])
  }
}
