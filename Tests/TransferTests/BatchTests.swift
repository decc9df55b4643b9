import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class BatchTests: TransferTestCase {
  private let upload = Sandbox.Route.visualSearch("POST", "/upload")

  private func uploads(_ count: Int) throws -> [VisualSearch.UploadVideo] {
    try (0..<count).map { VisualSearch.UploadVideo(file: try video(1_000, named: "\($0).mp4")) }
  }

  func testGivesEachResultWithItsPlace() async throws {
    let uploads = try uploads(12)
    var numbers: [Int: VisualSearch.VideoNo] = [:]
    for await upload in try client().uploadAll(uploads, maxConcurrent: 3) {
      XCTAssertEqual(upload.request, uploads[upload.index])
      numbers[upload.index] = try upload.result.get().videoNo
    }
    XCTAssertEqual(numbers.count, 12)
    XCTAssertEqual(Set(numbers.values).count, 12)
  }

  func testWhatIsNotedBeforeItIsSent() async throws {
    let uploads = try uploads(3)
    let (noted, seen) = (Recorded<String>(), Recorded<String>())
    let sandbox = try XCTUnwrap(sandbox)
    var failures: [Int] = []
    for await upload in try client().uploadAll(
      uploads, maxConcurrent: 1,
      willSend: { upload in
        XCTAssertEqual(sandbox.exchanges.count, noted.values.count { $0 != "1.mp4" })
        noted.append(upload.file.lastPathComponent)
        if upload.file.lastPathComponent == "1.mp4" { throw CocoaError(.fileWriteOutOfSpace) }
      },
      progress: { upload, progress in
        if progress.fraction == 1 { seen.append(upload.file.lastPathComponent) }
      })
    {
      guard case .failure(let error) = upload.result else { continue }
      XCTAssertTrue(error is CocoaError)
      failures.append(upload.index)
    }
    XCTAssertEqual(noted.values, ["0.mp4", "1.mp4", "2.mp4"])
    XCTAssertEqual(Set(seen.values), ["0.mp4", "2.mp4"])
    XCTAssertEqual(failures, [1])
    XCTAssertEqual(sandbox.exchanges.count, 2)
  }

  func testAFailureDoesNotStopTheRest() async throws {
    var uploads = try uploads(6)
    uploads[2].file = folder.url.appendingPathComponent("missing.mp4")
    try sandbox.fail(upload, calls: 2...2, with: .serviceError(code: "0001", message: "no"))
    var failed: [MemoriesError.Kind] = []
    var succeeded = 0
    for await upload in try client().uploadAll(uploads) {
      switch upload.result {
      case .success: succeeded += 1
      case .failure(let error): failed.append(try XCTUnwrap(error as? MemoriesError).kind)
      }
    }
    XCTAssertEqual(succeeded, 4)
    XCTAssertEqual(Set(failed), [.invalidRequest, .refused])
  }

  func testTakesRequestsOnlyWhenThereIsRoom() async throws {
    let taken = Recorded<Int>()
    let file = try video(1_000)
    let uploads = (0..<50).lazy.map { index in
      taken.append(index)
      return VisualSearch.UploadVideo(file: file)
    }
    var ended = 0
    for await _ in try client().uploadAll(uploads, maxConcurrent: 3) {
      ended += 1
      XCTAssertLessThanOrEqual(taken.values.count, ended + 3)
    }
    XCTAssertEqual(ended, 50)
  }

  func testNoMoreAreUnderWayThanAllowed() async throws {
    let running = Recorded<Int>()
    let under = Locked(0)
    sandbox.route("POST", upload.path) { _ in
      let now = under.withLock { count in
        count += 1
        return count
      }
      running.append(now)
      // Long enough for another to arrive, if one were sent.
      Thread.sleep(forTimeInterval: 0.005)
      under.withLock { $0 -= 1 }
      return .json(#"{"code":"0000","data":{"videoNo":"VI1"}}"#)
    }
    for await _ in try client().uploadAll(uploads(20), maxConcurrent: 4) {}
    XCTAssertEqual(running.values.count, 20)
    XCTAssertLessThanOrEqual(try XCTUnwrap(running.values.max()), 4)
  }

  func testCancellingStopsAllAndTellsOfEachThatWasBegun() async throws {
    try sandbox.fail(upload, calls: 4...1000, with: .stall)
    let (client, uploads) = (try client(), try uploads(20))
    let sandbox = try XCTUnwrap(sandbox)
    let task = Task {
      var ended: [RequestBatch<VisualSearch.UploadVideo>.Element] = []
      for await upload in client.uploadAll(uploads, maxConcurrent: 2) { ended.append(upload) }
      return ended
    }
    for id in [3, 4] {
      _ = await sandbox.exchange { $0.id == id && $0.progress >= .answering }
    }
    task.cancel()
    let ended = await task.value
    XCTAssertEqual(ended.map(\.index).sorted(), [0, 1, 2, 3, 4])
    XCTAssertEqual(ended.filter { (try? $0.result.get()) != nil }.count, 3)
    for upload in ended.suffix(2) {
      guard case .failure(let error as MemoriesError) = upload.result else {
        return XCTFail("\(upload.result)")
      }
      XCTAssertEqual(error.kind, .cancelled)
      XCTAssertEqual(error.outcome, .unknown)
      XCTAssertEqual(error.lostUpload?.fileName, upload.request.file.lastPathComponent)
    }
    // Both arrived.
    XCTAssertEqual(sandbox.videoNos.count, 5)
    XCTAssertEqual(sandbox.exchanges.count, 5)
  }

  func testReadingGoesOnInACancelledTask() async throws {
    try sandbox.fail(upload, calls: 2...1000, with: .stall)
    let (client, uploads) = (try client(), try uploads(20))
    let sandbox = try XCTUnwrap(sandbox)
    let task = Task {
      var results = client.uploadAll(uploads, maxConcurrent: 3).makeAsyncIterator()
      var ended = [await results.next()?.index]
      for id in [1, 2] {
        _ = await sandbox.exchange { $0.id == id && $0.progress >= .answering }
      }
      withUnsafeCurrentTask { $0?.cancel() }
      while let upload = await results.next() { ended.append(upload.index) }
      let afterTheEnd = await results.next()
      XCTAssertNil(afterTheEnd)
      return ended.compactMap { $0 }
    }
    let ended = await task.value
    XCTAssertEqual(ended.sorted(), [0, 1, 2])
  }

  func testOneThatWasBegunButNotSentIsToldOfToo() async throws {
    let clock = TestClock()
    let client = try client {
      $0.clock = clock
      $0.rateLimits = [.upload: OperationTraits.RateLimit(1, per: .seconds(60))]
    }
    let uploads = try uploads(20)
    let task = Task {
      var ended: [Int: Bool] = [:]
      for await upload in client.uploadAll(uploads, maxConcurrent: 3) {
        XCTAssertNil(ended[upload.index])
        var isCancelled = false
        if case .failure(is CancellationError) = upload.result { isCancelled = true }
        ended[upload.index] = isCancelled
      }
      return ended
    }
    // The second, the third, and the fourth, which took the place of the first.
    await clock.waitForSleepers(3)
    task.cancel()
    let ended = await task.value
    XCTAssertEqual(ended.count, 4)
    XCTAssertEqual(ended.values.filter { $0 }.count, 3)
    XCTAssertEqual(sandbox.exchanges.count, 1)
  }

  func testLettingGoStopsAll() async throws {
    try sandbox.fail(upload, calls: 2...1000, with: .stall)
    let sandbox = try XCTUnwrap(sandbox)
    for await _ in try client().uploadAll(uploads(20)) {
      // Otherwise nothing but the first may ever be sent.
      _ = await sandbox.exchange { $0.id > 0 && $0.progress >= .answering }
      break
    }
    _ = await sandbox.exchange { $0.id > 0 && $0.isOver }
    XCTAssertLessThanOrEqual(sandbox.exchanges.count, 3)
  }

  func testARefusalForTheRateIsWaitedFor() async throws {
    try sandbox.fail(upload, calls: 2...6, with: .rateLimit)
    let clock = SkippingClock()
    let client = try client {
      $0.clock = clock
      $0.retry = RetryPolicy()
    }
    var succeeded = 0
    for await upload in try client.uploadAll(uploads(3), maxConcurrent: 1) {
      if case .success = upload.result { succeeded += 1 }
    }
    XCTAssertEqual(succeeded, 3)
    // The pace of the strictest published figure, a minute, and slower after each refusal.
    XCTAssertTrue(clock.sleeps.contains { $0 > .seconds(100) }, "\(clock.sleeps)")
  }

  func testARefusalForTheRateThatIsNotClearIsNotPaidForTwice() async throws {
    try sandbox.fail(
      upload, calls: 1...1,
      with: .answer(.json(#"{"code":"0429","success":true,"data":{"videoNo":"VI1"}}"#)))
    let client = try client {
      $0.clock = SkippingClock()
      $0.retry = RetryPolicy()
    }
    for await upload in try client.uploadAll(uploads(1)) {
      XCTAssertThrowsError(try upload.result.get()) { error in
        XCTAssertEqual((error as? MemoriesError)?.kind, .rateLimited)
        XCTAssertEqual((error as? MemoriesError)?.outcome, .unknown)
        XCTAssertNotNil((error as? MemoriesError)?.lostUpload)
      }
    }
    XCTAssertEqual(sandbox.exchanges.count, 1)
  }

  func testPatienceEnds() async throws {
    try sandbox.failAlways(upload, with: .rateLimit)
    let client = try client { $0.clock = SkippingClock() }
    for await upload in try client.uploadAll(uploads(1), patience: .seconds(600)) {
      guard case .failure(let error as MemoriesError) = upload.result else {
        return XCTFail("\(upload.result)")
      }
      XCTAssertEqual(error.kind, .rateLimited)
    }
  }

  func testTenThousandTakeNoMoreMemoryThanTen() async throws {
    let count = MemoryMeter.isSanitized ? 300 : 10_000
    sandbox.route("POST", upload.path, reading: .counting) { _ in
      .json(#"{"code":"0000","data":{"videoNo":"VI1"}}"#)
    }
    let (client, file) = (try client(), try video(500))
    let uploads = (0..<count).lazy.map { _ in VisualSearch.UploadVideo(file: file) }
    let meter = MemoryMeter()
    var succeeded = 0
    for await upload in client.uploadAll(uploads, maxConcurrent: 4) {
      if case .success = upload.result { succeeded += 1 }
    }
    XCTAssertEqual(succeeded, count)
    #if os(Linux)
    // What grows is the sandbox's log, about 3 KB for an exchange.
    if !MemoryMeter.isSanitized { XCTAssertLessThan(try XCTUnwrap(meter.rise), 100 << 20) }
    #endif
  }
}
