import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// Cancelling the task ends the call at once, whatever it is doing, and leaves nothing behind.
final class CancellationTests: TransferTestCase {
  /// Starts a call, waits until `moment` has come, cancels, and expects `CancellationError`.
  private func assertCancellation<Value: Sendable>(
    of call: @escaping @Sendable () async throws -> Value,
    when moment: () async -> Void, file: StaticString = #filePath, line: UInt = #line
  ) async {
    let task = Task { try await call() }
    await moment()
    task.cancel()
    do {
      _ = try await task.value
      XCTFail("nothing was thrown", file: file, line: line)
    } catch {
      XCTAssertTrue(error is CancellationError, "\(error)", file: file, line: line)
    }
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
    sandbox.failNext(
      .visualSearch("POST", "/upload"),
      with: .slowReading(Sandbox.Pace(pieceSize: 256 << 10, pause: .milliseconds(2))))
    let file = try SparseFile.create(
      64 << 20, at: folder.url.appendingPathComponent("movie.mp4"))
    let sandbox = try XCTUnwrap(sandbox)
    await assertCancellation(of: { try await client.send(VisualSearch.UploadVideo(file: file)) }) {
      _ = await sandbox.exchange { $0.progress == .headReceived }
    }
    // The socket was closed, not only the task.
    _ = await sandbox.exchange { $0.isOver }
  }

  func testWhileAwaitingTheAnswer() async throws {
    let client = try client()
    sandbox.failNext(.visualSearch("GET", "/get_metadata"), with: .stall)
    let sandbox = try XCTUnwrap(sandbox)
    await assertCancellation(of: { try await client.send(VisualSearch.GetMetadata("VI1")) }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    _ = await sandbox.exchange { $0.isOver }
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
    await assertCancellation(of: { try await client.download(request, to: target) }) {
      for await _ in heads.stream { break }
    }
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
    await assertCancellation(of: {
      try await client.download(request, to: target) {
        received.continuation.yield($0.completedByteCount)
      }
    }) {
      for await count in received.stream where count == 20 << 20 { break }
    }
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
        XCTAssertTrue(error is CancellationError, "\(error)")
        XCTAssertFalse(FileManager.default.fileExists(atPath: target.path))
      }
    }
    XCTAssertEqual(try leftovers().count, saved)
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
    sandbox.failNext(.visualSearch("GET", "/get_metadata"), with: .stall)
    let told = Recorded<String>()
    let client = try client {
      $0.observer = { event in
        if event.result == .cancelled { told.append(event.operation) }
      }
    }
    let sandbox = try XCTUnwrap(sandbox)
    await assertCancellation(of: { try await client.send(VisualSearch.GetMetadata("VI1")) }) {
      _ = await sandbox.exchange { $0.progress == .answering }
    }
    XCTAssertEqual(told.values, ["VisualSearch.GetMetadata"])
  }
}
