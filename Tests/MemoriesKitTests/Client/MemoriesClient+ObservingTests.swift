import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

/// What an observer can tell of a call: which events belong to it, how it ended, and what it took.
final class MemoriesClientObservingTests: XCTestCase {
  private let metadata = VisualSearch.GetMetadata("VI1")
  private let video = VisualSearch.DownloadVideo("VI1")
  private var directory: TemporaryDirectory?

  override func setUpWithError() throws { directory = try TemporaryDirectory() }
  override func tearDown() { directory?.remove() }

  /// The end of the only call, after its beginning and with everything else in between.
  private func end(
    of observed: ReplayedClient, file: StaticString = #filePath, line: UInt = #line
  ) throws -> ClientEvent {
    let events = observed.events
    let first = try XCTUnwrap(events.first, file: file, line: line)
    XCTAssertEqual(first.kind, .callStarted, file: file, line: line)
    XCTAssertEqual(Set(events.map(\.call)), [first.call], file: file, line: line)
    XCTAssertEqual(Set(events.map(\.operation)), [first.operation], file: file, line: line)
    XCTAssertEqual(
      events.filter { [.callStarted, .callEnded].contains($0.kind) }.count, 2, file: file,
      line: line)
    let last = try XCTUnwrap(events.last, file: file, line: line)
    XCTAssertEqual(last.kind, .callEnded, file: file, line: line)
    return last
  }

  private func repeating(_ configuration: inout MemoriesClient.Configuration) {
    configuration.retry = RetryPolicy()
  }

  // MARK: How a call ended

  func testACallThatSucceeds() async throws {
    let observed = try ReplayedClient(answering: .envelope("null"))
    _ = try await observed.client.send(metadata)
    let end = try end(of: observed)
    XCTAssertEqual(end.operation, "VisualSearch.GetMetadata")
    XCTAssertEqual(end.result, .succeeded)
    XCTAssertNil(end.error)
    XCTAssertEqual(end.attempts, 1)
    XCTAssertEqual(
      observed.events.map(\.kind), [.callStarted, .attemptStarted, .answered, .callEnded])
  }

  func testACallThatFailsEndsWithItsError() async throws {
    let gateway = ReplayAnswer.body(Data("<html>".utf8), type: "text/html", status: 502)
    let observed = try ReplayedClient(answering: gateway, adjust: repeating)
    let error = try await thrownMemoriesError { try await observed.client.send(metadata) }
    let end = try end(of: observed)
    XCTAssertEqual(end.result, .failed)
    XCTAssertEqual(end.error, error)
    XCTAssertEqual(end.attempts, 3)
    XCTAssertEqual(
      observed.events.map(\.attempt), [nil, 1, 1, 2, 2, 2, 3, 3, 3, 3, nil])
  }

  func testARefusalIsAFailureOfBothVerbs() async throws {
    let answer = ReplayAnswer.refusal(code: "0402", msg: "no credits")
    let sent = try ReplayedClient(answering: answer)
    let error = try await thrownMemoriesError { try await sent.client.send(metadata) }
    XCTAssertEqual(try end(of: sent).error, error)
    let replied = try ReplayedClient(answering: answer)
    _ = try await replied.client.reply(to: metadata)
    let end = try end(of: replied)
    XCTAssertEqual(end.result, .failed)
    XCTAssertEqual(end.error, error)
  }

  func testARequestThatIsNotSentBeginsAndEndsToo() async throws {
    let observed = try ReplayedClient(answering: .envelope("null"))
    let client = observed.client
    let invalid = VisualSearch.DownloadVideo(" ")
    let missing = DownloadDestination.file(URL(fileURLWithPath: "/nowhere/at/all.mp4"))
    let calls: [() async throws -> Void] = [
      { _ = try await client.send(VisualSearch.GetMetadata(" ")) },
      { _ = try await client.reply(to: VisualSearch.GetMetadata(" ")) },
      { _ = try await client.download(invalid, to: missing) },
      { _ = try await client.chunks(of: invalid) },
      { _ = try await client.download(self.video, to: missing) },
    ]
    for call in calls { _ = try await thrownMemoriesError(by: call) }
    let events = observed.events
    XCTAssertEqual(events.count, 10)
    XCTAssertEqual(Set(events.map(\.call)).count, 5)
    for (first, last) in zip(events, events.dropFirst()) where first.kind == .callStarted {
      XCTAssertEqual(last.kind, .callEnded)
      XCTAssertEqual(last.call, first.call)
      XCTAssertEqual(last.result, .failed)
      XCTAssertEqual(last.error?.outcome, .notSent)
      XCTAssertEqual(last.attempts, 0)
      XCTAssertEqual(last.bytesSent, 0)
      XCTAssertEqual(last.bytesReceived, 0)
    }
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testACancelledCallEndsOnce() async throws {
    let asked = expectation(description: "the request has arrived")
    let observed = try ReplayedClient(
      Replay { _ in
        asked.fulfill()
        return .stall
      })
    let (client, metadata) = (observed.client, metadata)
    let call = Task { try await client.send(metadata) }
    await fulfillment(of: [asked], timeout: 60)
    call.cancel()
    _ = try await thrownError { try await call.value }
    let end = try end(of: observed)
    XCTAssertEqual(end.result, .cancelled)
    XCTAssertNil(end.error)
    XCTAssertEqual(end.attempts, 1)
  }

  // MARK: What it took

  func testBytesOfAllAttemptsAreCountedBothWays() async throws {
    let file = try XCTUnwrap(directory).write(Data(count: 5000), named: "movie.mp4")
    let refusal = #"{"code":429,"msg":"slow down","data":null}"#
    let receipt = #"{"code":"0000","msg":"success","data":{"videoNo":"VI1"}}"#
    let answers = Locked([
      ReplayAnswer.json(receipt), .json(refusal, status: 429), .json(refusal, status: 429),
    ])
    let replay = Replay { _ in answers.withLock { $0.removeLast() } }
    let observed = try ReplayedClient(replay, adjust: repeating)
    _ = try await observed.client.send(VisualSearch.UploadVideo(file: file))
    let end = try end(of: observed)
    let length = try XCTUnwrap(replay.requests.first).body.length
    XCTAssertGreaterThan(length, 5000)
    XCTAssertEqual(end.attempts, 3)
    XCTAssertEqual(end.bytesSent, Int64(length) * 3)
    XCTAssertEqual(end.bytesReceived, Int64(refusal.utf8.count * 2 + receipt.utf8.count))
  }

  func testTheDurationIsThatOfTheWholeCall() async throws {
    let clock = TestClock()
    let replay = Replay { _ in
      clock.advance(by: .seconds(2))
      return .stream("the film")
    }
    let observed = try ReplayedClient(replay) { $0.limitsClock = clock }
    _ = try await observed.client.download(
      video, to: .directory(XCTUnwrap(directory).url))
    let end = try end(of: observed)
    XCTAssertEqual(end.result, .succeeded)
    XCTAssertEqual(end.duration, .seconds(2))
    XCTAssertEqual(end.bytesReceived, 8)
  }

  // MARK: Chunks

  func testChunksAreOverWhenTheyAreRead() async throws {
    let clock = TestClock()
    let observed = try ReplayedClient(answering: .stream("the film")) {
      $0.limitsClock = clock
    }
    func read() async throws {
      let chunks = try await observed.client.chunks(of: video)
      XCTAssertFalse(observed.events.contains { $0.kind == .callEnded })
      clock.advance(by: .seconds(7))
      for try await _ in chunks {}
      // Whoever comes back finds nothing, and nothing more is told; nor when they are let go.
      clock.advance(by: .seconds(7))
      for try await _ in chunks {}
    }
    try await read()
    let end = try end(of: observed)
    XCTAssertEqual(end.result, .succeeded)
    XCTAssertEqual(end.duration, .seconds(7))
    XCTAssertEqual(end.bytesReceived, 8)
  }

  func testChunksThatAreLetGoAreCancelled() async throws {
    let observed = try ReplayedClient(answering: .stream("the film").stalled(after: 3))
    func read() async throws {
      for try await _ in try await observed.client.chunks(of: video) { break }
    }
    try await read()
    let end = try end(of: observed)
    XCTAssertEqual(end.result, .cancelled)
    XCTAssertEqual(end.bytesReceived, 3)
  }

  func testChunksThatBreakOffFail() async throws {
    let observed = try ReplayedClient(answering: .stream("the film").cut(after: 3))
    let chunks = try await observed.client.chunks(of: video)
    let error = try await thrownMemoriesError { for try await _ in chunks {} }
    _ = try await thrownMemoriesError { for try await _ in chunks {} }
    let end = try end(of: observed)
    XCTAssertEqual(end.result, .failed)
    XCTAssertEqual(end.error, error)
  }

  // MARK: Several calls

  func testCallsAtTheSameTimeCanBeToldApart() async throws {
    let observed = try ReplayedClient(answering: .envelope("null"))
    let client = observed.client
    await withTaskGroup(of: Void.self) { group in
      for number in 1...20 {
        group.addTask {
          _ = try? await client.send(VisualSearch.GetMetadata(VisualSearch.VideoNo("VI\(number)")))
        }
      }
    }
    let calls = Dictionary(grouping: observed.events, by: \.call)
    XCTAssertEqual(calls.count, 20)
    for events in calls.values {
      XCTAssertEqual(
        events.map(\.kind), [.callStarted, .attemptStarted, .answered, .callEnded])
    }
  }

  func testAWaitIsNamedByTheCallsThatAsk() async throws {
    let answers = Locked([
      ReplayAnswer.envelope(#"{"video_no":"VI1","status":"PARSE"}"#), .envelope("null"),
      .envelope("null"),
    ])
    let observed = try ReplayedClient(Replay { _ in answers.withLock { $0.removeLast() } })
    _ = try await observed.client.waitUntilSearchable("VI1")
    let pauses = observed.events.filter { $0.kind == .waiting }
    let wait = try XCTUnwrap(pauses.first).call
    XCTAssertEqual(pauses.map(\.call), [wait, wait])
    XCTAssertEqual(pauses.map(\.parent), [nil, nil])
    let waits = observed.events.filter { $0.call == wait && $0.kind != .waiting }
    XCTAssertEqual(waits.map(\.kind), [.waitStarted, .waitEnded])
    XCTAssertEqual(waits.last?.result, .succeeded)
    let polls = observed.events.filter { $0.call != wait }
    XCTAssertEqual(Set(polls.map(\.parent)), [wait])
    XCTAssertEqual(Set(polls.map(\.call)).count, 3)
    XCTAssertEqual(polls.filter { $0.kind == .callEnded }.count, 3)
  }

  func testAWaitThatFailsOrIsLetGoEndsToo() async throws {
    let refused = try ReplayedClient(answering: .refused(code: "\"0401\"", "no"))
    _ = try await thrownMemoriesError { try await refused.client.waitUntilSearchable("VI1") }
    let end = try XCTUnwrap(refused.events.last)
    XCTAssertEqual(end.kind, .waitEnded)
    XCTAssertEqual(end.result, .failed)
    XCTAssertEqual(end.error?.kind, .unauthorized)

    let left = try ReplayedClient(answering: .envelope("null"))
    for try await _ in left.client.statesUntilSearchable("VI1") { break }
    XCTAssertEqual(left.events.last?.kind, .waitEnded)
    XCTAssertEqual(left.events.last?.result, .cancelled)
  }

  func testWithoutAnObserverThereIsNothingToTell() throws {
    let observed = try ReplayedClient(answering: .envelope("null")) { $0.observer = nil }
    XCTAssertNil(observed.client.begin(VisualSearch.GetMetadata.self))
  }
}
