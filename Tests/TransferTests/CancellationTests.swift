import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Cancelling the task ends the call at once, whatever it is doing, leaves nothing behind and does
/// not hide what may have been paid for.
final class CancellationTests: TransferTestCase {
  /// Starts a call, waits until `moment` has come, cancels, and returns what the call threw.
  private func cancelling<Value: Sendable>(
    _ call: @escaping @Sendable () async throws -> Value,
    when moment: () async -> Void, file: StaticString = #filePath, line: UInt = #line
  ) async -> (any Error)? {
    let task = Task { try await call() }
    await moment()
    task.cancel()
    do {
      _ = try await task.value
      XCTFail("nothing was thrown", file: file, line: line)
    } catch {
      return error
    }
    return nil
  }

  /// The same for a call that can have cost nothing, which must throw `CancellationError`.
  private func assertFreeCancellation<Value: Sendable>(
    of call: @escaping @Sendable () async throws -> Value,
    when moment: () async -> Void, file: StaticString = #filePath, line: UInt = #line
  ) async {
    let error = await cancelling(call, when: moment, file: file, line: line)
    XCTAssertTrue(
      error is CancellationError, "\(String(describing: error))", file: file, line: line)
  }

  /// The same for a call that may have cost something, which must say so.
  private func paidCancellation<Value: Sendable>(
    of call: @escaping @Sendable () async throws -> Value,
    when moment: () async -> Void, file: StaticString = #filePath, line: UInt = #line
  ) async throws -> MemoriesError {
    let thrown = await cancelling(call, when: moment, file: file, line: line)
    let error = try XCTUnwrap(
      thrown as? MemoriesError, "\(String(describing: thrown))", file: file, line: line)
    XCTAssertEqual(error.kind, .cancelled, file: file, line: line)
    return error
  }

  func testBeforeConnecting() async throws {
    let client = try client()
    let request = anyLocation
    let target = DownloadDestination.directory(folder.url)
    let task = Task {
      // Cancelled before its first step.
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.download(request, to: target)
    }
    do {
      _ = try await task.value
      XCTFail("nothing was thrown")
    } catch {
      XCTAssertTrue(error is CancellationError)
    }
    XCTAssertTrue(sandbox.exchanges.isEmpty)
    XCTAssertEqual(try leftovers(), [])
  }

  func testWhileSending() async throws {
    let client = try client()
    // A server that did not read at all could not see the end behind what is in its buffers.
    try sandbox.failNext(
      .visualSearch("POST", "/upload"),
      with: .slowReading(Sandbox.Pace(pieceSize: 64 << 10, pause: .milliseconds(4))))
    let file = try SparseFile.create(
      64 << 20, at: folder.url.appendingPathComponent("movie.mp4"))
    let sandbox = try XCTUnwrap(sandbox)
    let sent = AsyncStream<Int64>.makeStream()
    // A body whose end never left cannot have been accepted.
    await assertFreeCancellation(of: {
      try await client.send(VisualSearch.UploadVideo(file: file)) {
        sent.continuation.yield($0.completedByteCount)
      }
    }) {
      for await count in sent.stream where count > 0 { break }
    }
    // The socket was closed, not only the task.
    _ = await sandbox.exchange { $0.isOver }
  }

  func testWhileAwaitingAnAnswerThatIsFree() async throws {
    let client = try client()
    try sandbox.failNext(.visualSearch("GET", "/get_metadata"), with: .stall)
    let sandbox = try XCTUnwrap(sandbox)
    await assertFreeCancellation(of: { try await client.send(VisualSearch.GetMetadata("VI1")) }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    _ = await sandbox.exchange { $0.isOver }
  }

  func testAnUploadThatArrivedIsNotHidden() async throws {
    let dates = [Date(timeIntervalSince1970: 1_000), Date(timeIntervalSince1970: 2_000)]
    let asked = Locked(0)
    let client = try client {
      $0.now = {
        asked.withLock { count in
          defer { count += 1 }
          return dates[min(count, 1)]
        }
      }
    }
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .stall)
    let (sandbox, file) = (try XCTUnwrap(sandbox), try video(12_345))
    let error = try await paidCancellation(of: {
      try await client.send(VisualSearch.UploadVideo(file: file))
    }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    XCTAssertEqual(sandbox.videoNos.count, 1)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(error.operation, "VisualSearch.UploadVideo")
    XCTAssertEqual(error.attempts, 1)
    XCTAssertEqual(
      error.lostUpload,
      LostUpload(fileName: "movie.mp4", byteCount: 12_345, begin: dates[0], end: dates[1]))
    XCTAssertEqual(
      error.description,
      "VisualSearch.UploadVideo: the task was cancelled (1 attempt, the service may have acted)")
  }

  func testAnUploadIsNotHiddenWhenItsFileIsGone() async throws {
    let client = try client()
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .stall)
    let (sandbox, file) = (try XCTUnwrap(sandbox), try video(12_345))
    let error = try await paidCancellation(of: {
      try await client.send(VisualSearch.UploadVideo(file: file))
    }) {
      _ = await sandbox.exchange { $0.progress == .answering }
      try? FileManager.default.removeItem(at: file)
    }
    XCTAssertEqual(error.lostUpload?.byteCount, 12_345)
  }

  func testAReplyThatWasPaidForIsNotHidden() async throws {
    let client = try client()
    try sandbox.failNext(.visualSearch("POST", "/search_clips_by_image"), with: .stall)
    let sandbox = try XCTUnwrap(sandbox)
    let photo = try folder.write(Data(count: 100), named: "photo.png")
    let search = VisualSearch.SearchClipsByImage(image: .file(photo), in: "VI1", prompt: "shirt")
    let error = try await paidCancellation(of: { try await client.reply(to: search) }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertNil(error.lostUpload)
  }

  func testInThePauseAfterAnOverloadThatDidNotWaitForTheBody() async throws {
    let overload = Sandbox.Answer(
      status: 503, headers: ["Content-Type": "text/html", "Retry-After": "2"],
      body: .text("busy"))
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .answerBeforeBody(overload))
    let clock = TestClock()
    let client = try client {
      $0.retry = RetryPolicy()
      $0.clock = clock
    }
    let file = try SparseFile.create(
      64 << 20, at: folder.url.appendingPathComponent("movie.mp4"))
    await assertFreeCancellation(of: {
      try await client.send(VisualSearch.UploadVideo(file: file))
    }) {
      await clock.waitForSleepers(1)
    }
  }

  func testInThePauseAfterADownloadThatWasBilled() async throws {
    serve(1 << 20)
    try sandbox.failNext(download, with: .resetInAnswer(after: 1000))
    let clock = TestClock()
    let client = try client {
      $0.retry = RetryPolicy()
      $0.retry.repeatsBilledDownloads = true
      $0.clock = clock
    }
    let (request, target) = (anyLocation, DownloadDestination.directory(folder.url))
    let error = try await paidCancellation(of: { try await client.download(request, to: target) }) {
      await clock.waitForSleepers(1)
    }
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.attempts, 1)
  }

  func testInThePauseAfterARefusal() async throws {
    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .rateLimit)
    let clock = TestClock()
    let client = try client {
      $0.retry = RetryPolicy()
      $0.clock = clock
    }
    let file = try video(1000)
    await assertFreeCancellation(of: {
      try await client.send(VisualSearch.UploadVideo(file: file))
    }) {
      await clock.waitForSleepers(1)
    }
  }

  func testAtTheHead() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 1 << 20), framing: .chunked)
    answer.ending = .stalled(after: 0)
    serve(answer)
    let heads = AsyncStream<Void>.makeStream()
    let client = try client {
      $0.observer = { if $0.kind == .answered { heads.continuation.yield() } }
    }
    let (request, target) = (anyLocation, DownloadDestination.directory(folder.url))
    let error = try await paidCancellation(of: { try await client.download(request, to: target) }) {
      for await _ in heads.stream { break }
    }
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.status, 200)
    let sandbox = try XCTUnwrap(sandbox)
    _ = await sandbox.exchange { $0.isOver }
    XCTAssertEqual(try leftovers(), [])
  }

  func testMidBody() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 64 << 20),
      framing: .chunked)
    answer.ending = .stalled(after: 20 << 20)
    serve(answer)
    let (client, request) = (try client(), anyLocation)
    let target = DownloadDestination.directory(folder.url)
    let received = AsyncStream<Int64>.makeStream()
    let error = try await paidCancellation(of: {
      try await client.download(request, to: target) {
        received.continuation.yield($0.completedByteCount)
      }
    }) {
      for await count in received.stream where count == 20 << 20 { break }
    }
    XCTAssertEqual(error.outcome, .done)
    let sandbox = try XCTUnwrap(sandbox)
    _ = await sandbox.exchange { $0.isOver }
    XCTAssertEqual(try leftovers(), [])
  }

  func testAroundTheRename() async throws {
    // Where exactly the cancellation lands is chance; whatever wins, the file is whole or absent.
    serve(200_000)
    let (client, request) = (try client(), anyLocation)
    var saved = 0
    for round in 0..<60 {
      let target = folder.url.appendingPathComponent("saved-\(round).mp4")
      let received = AsyncStream<Int64>.makeStream()
      let task = Task {
        try await client.download(request, to: .file(target)) {
          received.continuation.yield($0.completedByteCount)
        }
      }
      if round % 2 == 0 {
        for await count in received.stream where count == 200_000 { break }
      } else {
        for _ in 0..<round * 4 { await Task.yield() }
      }
      task.cancel()
      do {
        let file = try await task.value
        saved += 1
        XCTAssertEqual(file.byteCount, 200_000)
        XCTAssertTrue(Sandbox.Pattern.matches(try Data(contentsOf: target)))
      } catch {
        let isCancellation =
          error is CancellationError || (error as? MemoriesError)?.kind == .cancelled
        XCTAssertTrue(isCancellation, "\(error)")
        XCTAssertFalse(FileManager.default.fileExists(atPath: target.path))
      }
    }
    XCTAssertEqual(try leftovers().count, saved)
  }

  func testWhileReadingChunks() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 64 << 20),
      framing: .chunked)
    answer.ending = .stalled(after: 1 << 20)
    serve(answer)
    let (client, request) = (try client(), anyLocation)
    let read = AsyncStream<Void>.makeStream()
    let error = try await paidCancellation(of: {
      for try await _ in try await client.chunks(of: request) { read.continuation.yield() }
    }) {
      for await _ in read.stream { break }
    }
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.operation, "VisualSearch.DownloadResource")
    XCTAssertEqual(error.attempts, 1)
    let sandbox = try XCTUnwrap(sandbox)
    _ = await sandbox.exchange { $0.isOver }
  }

  func testWhileWaitingForChunks() async throws {
    try sandbox.failNext(download, with: .stall)
    let (client, request, sandbox) = (try client(), anyLocation, try XCTUnwrap(sandbox))
    let error = try await paidCancellation(of: { _ = try await client.chunks(of: request) }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    XCTAssertEqual(error.outcome, .unknown)
  }

  func testABreakOutOfChunksEndsTheTransfer() async throws {
    var answer = Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 64 << 20),
      framing: .chunked)
    answer.ending = .stalled(after: 1 << 20)
    serve(answer)
    for try await piece in try await client().chunks(of: anyLocation) {
      XCTAssertFalse(piece.isEmpty)
      break
    }
    let sandbox = try XCTUnwrap(sandbox)
    _ = await sandbox.exchange { $0.isOver }
  }

  func testManyAtRandomMoments() async throws {
    serve(300_000)
    let (client, request) = (try client(), anyLocation)
    let directory = folder.url
    await withTaskGroup(of: Bool.self) { group in
      for round in 0..<300 {
        group.addTask {
          let target = directory.appendingPathComponent("\(round).mp4")
          let task = Task { try await client.download(request, to: .file(target)) }
          for _ in 0..<(round * 37) % 400 { await Task.yield() }
          if round % 3 != 0 { task.cancel() }
          let isSaved = (try? await task.value) != nil
          return isSaved == FileManager.default.fileExists(atPath: target.path)
        }
        if round % 8 == 7 { for await isRight in group.prefix(4) { XCTAssertTrue(isRight) } }
      }
      for await isRight in group { XCTAssertTrue(isRight) }
    }
    XCTAssertTrue(try leftovers().allSatisfy { !$0.contains("part") })
  }

  func testTheObserverIsTold() async throws {
    try sandbox.failNext(.visualSearch("GET", "/get_metadata"), with: .stall)
    let told = Recorded<String>()
    let client = try client {
      $0.observer = { event in
        guard event.result == .cancelled else { return }
        told.append(
          event.error.map { "\(event.operation): \($0.kind), \($0.outcome)" } ?? event.operation)
      }
    }
    let sandbox = try XCTUnwrap(sandbox)
    await assertFreeCancellation(of: { try await client.send(VisualSearch.GetMetadata("VI1")) }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    XCTAssertEqual(told.values, ["VisualSearch.GetMetadata"])

    try sandbox.failNext(.visualSearch("POST", "/upload"), with: .stall)
    let file = try video(1000)
    _ = try await paidCancellation(of: {
      try await client.send(VisualSearch.UploadVideo(file: file))
    }) {
      _ = await sandbox.exchange { $0.id == 1 && $0.progress == .answering }
    }
    XCTAssertEqual(told.values.dropFirst(), ["VisualSearch.UploadVideo: cancelled, unknown"])
  }
}
