import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// What nobody can undo is never sent a second time, whatever went wrong.
final class PublishingTests: XCTestCase {
  private func requests(
    _ answer: ReplayAnswer, _ call: (MemoriesClient) async throws -> Void
  ) async throws -> Int {
    let replay = Replay { _ in answer }
    let client = try ReplayedClient(replay) { $0.retry = RetryPolicy() }.client
    _ = try await memoriesError { try await call(client) }
    return replay.requests.count
  }

  func testPublicImportsAreSentOnce() async throws {
    let url = try XCTUnwrap(URL(string: "https://www.tiktok.com/@a"))
    for answer in [
      ReplayAnswer.refusal(code: "0429", msg: "Request has exceeded the limit."),
      .failure(.cannotConnectToHost), .json("", status: 503),
    ] {
      let posts = try await requests(answer) {
        _ = try await $0.send(VisualSearch.PublishPostsForEver([url]))
      }
      let creator = try await requests(answer) {
        _ = try await $0.send(VisualSearch.PublishCreatorForEver(url))
      }
      let hashtags = try await requests(answer) {
        _ = try await $0.send(VisualSearch.PublishHashtagsForEver(["a"]))
      }
      XCTAssertEqual([posts, creator, hashtags], [1, 1, 1])
    }
    // The private one is sent again after a refusal for its rate.
    let count = try await requests(.refusal(code: "0429", msg: "slow down")) {
      _ = try await $0.send(VisualSearch.ImportPosts([url]))
    }
    XCTAssertGreaterThan(count, 1)
  }
}
