import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// After a lost answer: look before paying again.
final class ReconcilingTests: TransferTestCase {
  private func loseAnUpload(of file: URL) async throws -> LostUpload {
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .resetAfterBody)
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
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo.rawValue, number)
    XCTAssertEqual(found.matches, [.time, .size])
  }

  func testFindsWhatACancelledTaskHadUploaded() async throws {
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .stall)
    let (client, file, sandbox) = (try client(), try video(12_345), try XCTUnwrap(sandbox))
    let upload = Task { try await client.send(VisualSearch.UploadVideo(file: file)) }
    _ = await sandbox.exchange { $0.progress == .answering }
    upload.cancel()
    let error = await failure { _ = try await upload.value }
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.first))
    let reconciliation = try await client.reconcile(XCTUnwrap(error?.lostUpload))
    guard case .found = reconciliation else { return XCTFail("\(reconciliation)") }
  }

  func testWaitsUntilIndexingTellsTheSize() async throws {
    try await restart { $0.indexing = .onRequest }
    let lost = try await loseAnUpload(of: video(12_345))
    // Another upload of the same minutes, which only its size tells apart.
    _ = try await client().send(VisualSearch.UploadVideo(file: video(999, named: "other.mp4")))
    let sandbox = try XCTUnwrap(sandbox)
    let numbers = sandbox.videoNos
    XCTAssertEqual(numbers.count, 2)
    let pauses = Recorded<Duration>()
    let client = try client {
      $0.clock = SkippingClock()
      $0.observer = { event in
        guard event.kind == .waiting, let pause = event.duration else { return }
        sandbox.finishIndexing(of: numbers[pauses.values.count])
        pauses.append(pause)
      }
    }
    let atOnce = try await client.reconcile(lost)
    guard case .undecided(let candidates) = atOnce else { return XCTFail("\(atOnce)") }
    XCTAssertEqual(candidates.map(\.matches), [[.time], [.time]])

    let reconciliation = try await client.reconcile(lost, waiting: WaitOptions())
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo.rawValue, numbers[0])
    XCTAssertEqual(found.matches, [.time, .size])
    XCTAssertEqual(pauses.values.count, 2)
  }

  func testLooksAreThePollsThatASandboxCounts() async throws {
    let lost = try await loseAnUpload(of: video(12_345))
    // As the article on testing has it.
    let (clock, start) = (SkippingClock(), Date())
    var configuration = MemoriesClient.Configuration.sandbox(sandbox)
    configuration.clock = clock
    configuration.now = { start + clock.now.offset / .seconds(1) }
    let client = try MemoriesClient(apiKey: APIKey(sandbox.apiKey), configuration: configuration)
    let reconciliation = try await client.reconcile(lost, waiting: WaitOptions())
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo.rawValue, sandbox.videoNos.first)
    XCTAssertEqual(found.matches, [.time, .size])
  }

  func testAVideoOfAnotherSizeIsAnother() async throws {
    var lost = try await loseAnUpload(of: video(12_345))
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.first))
    lost = LostUpload(
      fileName: lost.fileName, byteCount: 1, begin: lost.begin, end: lost.end)
    let deadline = lost.end.addingTimeInterval(600)
    var reconciliation = try await client().reconcile(lost)
    XCTAssertEqual(reconciliation, .notListed(until: deadline))
    reconciliation = try await client { $0.now = { deadline } }.reconcile(lost)
    XCTAssertEqual(reconciliation, .absent)
  }

  func testTwoThatFitAreNotDecidedAndNotWaitedFor() async throws {
    let file = try video(12_345)
    let lost = try await loseAnUpload(of: file)
    _ = try await client().send(VisualSearch.UploadVideo(file: file))
    for number in sandbox.videoNos { sandbox.finishIndexing(of: number) }
    let clock = SkippingClock()
    let reconciliation = try await client { $0.clock = clock }
      .reconcile(lost, waiting: WaitOptions())
    guard case .undecided(let candidates) = reconciliation else {
      return XCTFail("\(reconciliation)")
    }
    XCTAssertEqual(candidates.map(\.matches), [[.time, .size], [.time, .size]])
    XCTAssertEqual(clock.sleeps, [])
  }

  func testWhatIsKnownToBeSomethingElseDoesNotContest() async throws {
    let file = try video(12_345)
    let lost = try await loseAnUpload(of: file)
    let other = try await client().send(VisualSearch.UploadVideo(file: file)).videoNo
    for number in sandbox.videoNos { sandbox.finishIndexing(of: number) }
    let reconciliation = try await client().reconcile(lost, excluding: [other])
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo.rawValue, sandbox.videoNos.first)
  }

  func testAnOldVideoIsAnother() async throws {
    let lost = try await loseAnUpload(of: video(12_345))
    sandbox.finishIndexing(of: try XCTUnwrap(sandbox.videoNos.first))
    let later = LostUpload(
      fileName: lost.fileName, byteCount: lost.byteCount,
      begin: lost.begin.addingTimeInterval(3600), end: lost.end.addingTimeInterval(3600))
    let reconciliation = try await client().reconcile(later)
    XCTAssertEqual(reconciliation, .notListed(until: later.end.addingTimeInterval(600)))
  }

  func testLooksThroughAllPages() async throws {
    let lost = LostUpload(
      fileName: "movie.mp4", byteCount: 77, begin: Date(timeIntervalSince1970: 1_764_064_740),
      end: Date(timeIntervalSince1970: 1_764_064_750))
    sandbox.route("POST", "/serve/api/v1/list_videos") { request in
      let page = String(decoding: request.body, as: UTF8.self).contains("\"page\":2") ? 2 : 1
      let video =
        page == 2
        ? #"{"video_no":"VI2","create_time":"1764064745000","size":"77"}"#
        : #"{"video_no":"VI1","create_time":"1764064745000","size":"78"}"#
      return .json(
        #"{"code":"0000","data":{"current_page":\#(page),"total_count":"2","videos":[\#(video)]}}"#)
    }
    let reconciliation = try await client().reconcile(lost)
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo, "VI2")
  }
}
