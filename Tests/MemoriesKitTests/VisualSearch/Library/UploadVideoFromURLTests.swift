import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// What is left of an upload from a URL whose answer was lost.
final class UploadVideoFromURLTests: XCTestCase {
  private let url = "https://a.example/beach.mp4?sig=1"

  private func lost() async throws -> LostUpload {
    let observed = try ObservedClient(.failure(.networkConnectionLost))
    var upload = VisualSearch.UploadVideoFromURL(try XCTUnwrap(URL(string: url)))
    upload.scope = .uniqueID("team")
    let error = try await memoriesError { _ = try await observed.client.send(upload) }
    XCTAssertEqual(error.outcome, .unknown)
    return try XCTUnwrap(error.lostUpload)
  }

  func testALostAnswerLeavesTheURLToLookFor() async throws {
    let lost = try await lost()
    XCTAssertEqual(lost.fileName, "beach.mp4")
    XCTAssertEqual(lost.url?.absoluteString, url)
    XCTAssertNil(lost.byteCount)
    XCTAssertEqual(lost.scope, .uniqueID("team"))
    try assertSurvivesStorage(lost)
  }

  private func reconciled(_ video: String, late: Bool = false) async throws
    -> LostUpload.Reconciliation
  {
    let lost = try await lost()
    let time = Int64((lost.begin.timeIntervalSince1970 + (late ? 3600 : 1)) * 1000)
    let observed = try ObservedClient(
      .agreed(
        #"{"total_count":1,"videos":[{"video_no":"VI1","create_time":\#(time),\#(video)}]}"#))
    return try await observed.client.reconcile(lost)
  }

  private func found(_ reconciliation: LostUpload.Reconciliation) -> Set<
    LostUpload.Reconciliation.Match
  >? {
    guard case .found(let candidate) = reconciliation else { return nil }
    return candidate.matches
  }

  func testAVideoOfTheSameSourceAndTimeIsTheUpload() async throws {
    let found = found(try await reconciled(#""video_url":"\#(url)","size":7,"status":"PARSE""#))
    XCTAssertEqual(found, [.time, .url])
  }

  func testAVideoOfTheSameNameAndTimeIsTheUpload() async throws {
    let found = found(try await reconciled(#""video_name":"beach","size":7"#))
    XCTAssertEqual(found, [.time, .name])
  }

  func testAnotherSourceDoesNotDecide() async throws {
    // The service may list the address that a redirect led to.
    let result = try await reconciled(#""video_url":"https://b.example/x.mp4""#)
    guard case .undecided(let candidates) = result else { return XCTFail("\(result)") }
    XCTAssertEqual(candidates.map(\.matches), [[.time]])
  }

  func testTheSameSourceAtAnotherTimeIsShown() async throws {
    let result = try await reconciled(
      #""video_url":"\#(url)","size":7,"status":"PARSE""#, late: true)
    guard case .undecided(let candidates) = result else { return XCTFail("\(result)") }
    XCTAssertEqual(candidates.map(\.matches), [[.url]])
  }
}
