import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// After a lost answer: look before paying again.
final class ReconcilingTests: TransferTestCase {
  private func loseAnUpload(of file: URL) async throws -> LostUpload {
    sandbox.failNext(.visualSearch("POST", "/upload"), with: .resetAfterBody)
    let client = try client()
    let error = await failure { _ = try await client.send(VisualSearch.UploadVideo(file: file)) }
    XCTAssertEqual(error?.outcome, .unknown)
    return try XCTUnwrap(error?.lostUpload)
  }

  func testFindsAnUploadThatArrived() async throws {
    let lost = try await loseAnUpload(of: video(12_345))
    XCTAssertEqual(lost.fileName, "movie.mp4")
    XCTAssertEqual(lost.byteCount, 12_345)
    let number = try XCTUnwrap(sandbox.videoNos.first)
    sandbox.finishIndexing(of: number)
    let reconciliation = try await client().reconcile(lost)
    guard case .found(let video) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(video.videoNo.rawValue, number)
  }

  func testAVideoOfAnotherSizeIsAnother() async throws {
    var lost = try await loseAnUpload(of: video(12_345))
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.first))
    lost = LostUpload(
      fileName: lost.fileName, byteCount: 1, begin: lost.begin, end: lost.end)
    let reconciliation = try await client().reconcile(lost)
    XCTAssertEqual(reconciliation, .notFound)
  }

  func testTwoThatFitAreNotDecided() async throws {
    let file = try video(12_345)
    let lost = try await loseAnUpload(of: file)
    _ = try await client().send(VisualSearch.UploadVideo(file: file))
    for number in sandbox.videoNos { sandbox.finishIndexing(of: number) }
    let reconciliation = try await client().reconcile(lost)
    guard case .undecided(let videos) = reconciliation else {
      return XCTFail("\(reconciliation)")
    }
    XCTAssertEqual(videos.count, 2)
  }

  func testAnOldVideoIsAnother() async throws {
    let lost = try await loseAnUpload(of: video(12_345))
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.first))
    let later = LostUpload(
      fileName: lost.fileName, byteCount: lost.byteCount,
      begin: lost.begin.addingTimeInterval(3600), end: lost.end.addingTimeInterval(3600))
    let reconciliation = try await client().reconcile(later)
    XCTAssertEqual(reconciliation, .notFound)
  }

  func testLooksThroughAllPages() async throws {
    let lost = LostUpload(
      fileName: "movie.mp4", byteCount: 77, begin: Date(timeIntervalSince1970: 1000),
      end: Date(timeIntervalSince1970: 1010))
    sandbox.route("POST", "/serve/api/v1/list_videos") { request in
      let page = String(decoding: request.body, as: UTF8.self).contains("\"page\":2") ? 2 : 1
      let video =
        page == 2
        ? #"{"video_no":"VI2","create_time":"1005000","size":"77"}"#
        : #"{"video_no":"VI1","create_time":"1005000","size":"78"}"#
      return .json(
        #"{"code":"0000","data":{"current_page":\#(page),"total_count":"2","videos":[\#(video)]}}"#)
    }
    let reconciliation = try await client().reconcile(lost)
    guard case .found(let video) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(video.videoNo, "VI2")
  }
}
