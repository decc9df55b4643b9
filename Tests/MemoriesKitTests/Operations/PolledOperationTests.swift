import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// A job and the question after it, as a user of the package would declare them; nothing here is known
/// to it.
private struct StartClip: AnsweredOperation {
  struct Output: Decodable, Sendable { let taskId: String }
  let service = MemoriesService.visualIntelligence
  func request() -> MemoriesRequest { MemoriesRequest(.post, "video", "clip") }
}

private struct GetTask: PolledOperation {
  struct Output: Decodable, Sendable {
    let status: String
    let clips: [String]?
  }

  static let traits = OperationTraits("GetTask", .safe)
  let service = MemoriesService.visualIntelligence
  let task: String
  func request() -> MemoriesRequest { MemoriesRequest(.get, "task", task) }

  func result(in output: Output) -> PollResult<[String]> {
    switch output.status {
    case "completed": .ready(output.clips ?? [])
    case "failed": .failed(output.status, cause: "no scenes")
    default: .pending(output.clips, state: output.status)
    }
  }
}

/// A question whose author has not said that it costs nothing.
private struct PayToAsk: PolledOperation {
  struct Output: Decodable, Sendable { let taskId: String }
  let service = MemoriesService.visualIntelligence
  func request() -> MemoriesRequest { MemoriesRequest(.post, "ask") }
  func result(in output: Output) -> PollResult<String> {
    output.taskId == "done" ? .ready("done") : .pending(state: output.taskId)
  }
}

final class PolledOperationTests: XCTestCase {
  private func client(_ answers: [ReplayAnswer]) throws -> ReplayedClient {
    let asked = Locked(0)
    return try ReplayedClient(
      Replay { _ in
        asked.withLock { asked in
          defer { asked += 1 }
          return answers[min(asked, answers.count - 1)]
        }
      })
  }

  func testAJobsResultIsWaitedFor() async throws {
    let replayed = try client([
      .envelope(#"{"task_id":"t1"}"#), .envelope(#"{"status":"pending"}"#), .json("", status: 503),
      .envelope(#"{"status":"processing","clips":["a"]}"#),
      .envelope(#"{"status":"completed","clips":["a","b"]}"#),
    ])
    let ticket = try await replayed.client.send(StartClip())
    let clips = try await replayed.client.wait(for: GetTask(task: ticket.taskId))
    XCTAssertEqual(clips, ["a", "b"])
    XCTAssertEqual(replayed.replay.requests.map { $0.url.lastPathComponent }.last, "t1")
    XCTAssertEqual(replayed.replay.requests.count, 5)
  }

  func testAJobMayFailOrTakeTooLong() async throws {
    let failing = try client([.envelope(#"{"status":"failed"}"#)])
    let failed = try await thrownMemoriesError {
      try await failing.client.wait(for: GetTask(task: "t1"))
    }
    XCTAssertEqual(failed.kind, .processingFailed)
    XCTAssertEqual(failed.lastState, "failed")
    XCTAssertEqual(failed.detail, "no scenes")
    XCTAssertEqual(failed.operation, "GetTask")

    var options = WaitOptions()
    options.timeout = .seconds(60)
    let waiting = try client([.envelope(#"{"status":"pending"}"#)])
    let expired = try await thrownMemoriesError { [options] in
      try await waiting.client.wait(for: GetTask(task: "t1"), options: options)
    }
    XCTAssertEqual(expired.kind, .waitExpired)
    XCTAssertEqual(expired.lastState, "pending")
  }

  func testWhatMayCostIsNotAskedAgainWhenItsAnswerWasLost() async throws {
    let replayed = try client([
      .envelope(#"{"task_id":"pending"}"#), .json("", status: 503),
      .envelope(#"{"task_id":"done"}"#),
    ])
    let error = try await thrownMemoriesError {
      try await replayed.client.wait(for: PayToAsk())
    }
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(error.replaySafety, .billed)
    XCTAssertEqual(replayed.replay.requests.count, 2)
  }

  func testTheStatesOfAJobAreTold() async throws {
    let replayed = try client([
      .envelope(#"{"status":"processing","clips":["a"]}"#),
      .envelope(#"{"status":"completed","clips":["b"]}"#),
    ])
    var seen: [[String]?] = []
    for try await state in replayed.client.states(of: GetTask(task: "t1")) {
      seen.append(state.value)
    }
    XCTAssertEqual(seen, [["a"], ["b"]])
  }
}
