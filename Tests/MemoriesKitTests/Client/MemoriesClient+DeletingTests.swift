import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// A service that agrees to every deletion proves nothing, so what it lists decides.
final class MemoriesClientDeletingTests: XCTestCase {
  /// A library that lists by number, and deletes what it is asked to, except for some.
  private final class Library: Sendable {
    let videos: Locked<Set<String>>
    let stubborn: Set<String>

    init(_ videos: Set<String>, keeping stubborn: Set<String> = []) {
      self.videos = Locked(videos)
      self.stubborn = stubborn
    }

    func answer(_ request: RecordedRequest) throws -> ReplayAnswer {
      let json = try JSONSerialization.jsonObject(with: request.body.bytes)
      if let numbers = json as? [String] {
        guard numbers.count <= 100 else { return .refusal(code: "0001", msg: "too many") }
        videos.withLock { $0.subtract(Set(numbers).subtracting(stubborn)) }
        return .agreed("null")
      }
      let list = json as? [String: Any]
      let wanted = try XCTUnwrap(list?["video_nos"] as? [String])
      let found = videos.withLock { videos in wanted.filter(videos.contains) }
      let items = found.map { #"{"video_no":"\#($0)"}"# }.joined(separator: ",")
      return .agreed(#"{"total_count":\#(found.count),"videos":[\#(items)]}"#)
    }
  }

  func testWhatIsGoneWhatStaysAndWhatNeverWasAreToldApart() async throws {
    let library = Library(["VI1", "VI2", "VI3"], keeping: ["VI2"])
    let observed = try ObservedClient(Replay { try library.answer($0) })
    let result = try await observed.client.delete(["VI1", "VI4", "VI2", "VI1"])
    XCTAssertEqual(
      result, VisualSearch.Deletion(deleted: ["VI1"], remaining: ["VI2"], unknown: ["VI4"]))
    XCTAssertEqual(library.videos.withLock { $0 }, ["VI2", "VI3"])
  }

  func testAnyNumberIsSplitByAHundred() async throws {
    let numbers = (1...250).map { "VI\($0)" }
    let library = Library(Set(numbers))
    let observed = try ObservedClient(Replay { try library.answer($0) })
    let result = try await observed.client.delete(numbers.lazy.map { VisualSearch.VideoNo($0) })
    XCTAssertEqual(result.deleted.map(\.rawValue), numbers)
    XCTAssertEqual(result.remaining + result.unknown, [])
    XCTAssertEqual(observed.replay.requests.count, 9)
  }

  func testNoVideosCostNoCall() async throws {
    let observed = try ObservedClient()
    let result = try await observed.client.delete([])
    XCTAssertEqual(result, VisualSearch.Deletion())
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testTheScopeGoesWithEveryCall() async throws {
    let observed = try ObservedClient(.agreed(#"{"videos":[]}"#))
    _ = try await observed.client.delete(["VI1"], scope: .uniqueID("team"))
    XCTAssertEqual(observed.replay.requests.count, 3)
    for request in observed.replay.requests {
      let text = (request.body.text ?? "") + "\(request.query)"
      XCTAssertTrue(text.contains("team"), text)
    }
  }

  func testAListThatIsUnreadableInPartDoesNotProveThatAVideoIsGone() async throws {
    let videos = #"{"videos":[{"video_no":"VI1"},{"video_no":{}}]}"#
    let answers = Locked([
      #"{"videos":[{"video_no":"VI1"},{"video_no":"VI2"}],"total_count":2}"#, "null", videos,
    ])
    let observed = try ObservedClient(
      Replay { _ in .agreed(answers.withLock { $0.isEmpty ? #"{"videos":[]}"# : $0.removeFirst() })
      })
    let result = try await observed.client.delete(["VI1", "VI2"])
    XCTAssertEqual(result.remaining, ["VI1", "VI2"])
    XCTAssertEqual(result.deleted, [])
  }

  func testAFolderAndAnEmptyNumberAreRefusedBeforeAnythingIsSent() async throws {
    for (numbers, scope) in [(["VI1"], LibraryScope.folder(7)), ([" "], .uniqueID("a"))] {
      let observed = try ObservedClient()
      let error = try await memoriesError {
        _ = try await observed.client.delete(
          numbers.map { VisualSearch.VideoNo($0) }, scope: scope)
      }
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.operation, "VisualSearch.DeleteVideos")
      XCTAssertEqual(observed.replay.requests, [])
    }
  }

  func testARefusalEndsTheDeletion() async throws {
    let observed = try ObservedClient(.refusal(code: "0401", msg: "no"))
    let error = try await memoriesError { _ = try await observed.client.delete(["VI1"]) }
    XCTAssertEqual(error.kind, .unauthorized)
    XCTAssertEqual(observed.replay.requests.count, 1)
  }
}
