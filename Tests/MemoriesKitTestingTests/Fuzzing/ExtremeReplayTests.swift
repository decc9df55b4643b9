import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

// Invariant: no number in a replay's answers, or in what a recorder is told, ends the process.
final class ExtremeReplayTests: SandboxTestCase {
  /// Sends a request to a replay, whatever becomes of it.
  private func play(_ answer: ReplayAnswer, bodyLimit: Int = 1 << 20) async throws {
    let replay = Replay(bodyLimit: bodyLimit) { _ in answer }
    var configuration = MemoriesClient.Configuration.replaying(replay)
    configuration.retry = .none
    let client = try MemoriesClient(apiKey: APIKey("sk-test-key"), configuration: configuration)
    _ = try? await client.send(VisualSearch.ListVideos())
    XCTAssertEqual(replay.requests.count, 1)
  }

  func testAnswers() async throws {
    let json = #"{"code":"0000","data":null}"#
    for number in Extremes.integers {
      try await play(.json(json, status: number))
      try await play(.body(Data(json.utf8), status: number, pieces: [number, 1, number]))
      try await play(.json(json).cut(after: number), bodyLimit: number)
      for duration in Extremes.durations {
        let clock = SkippingClock()
        try await clock.sleep(for: .seconds(Int64.max))
        try await play(
          .json(json).stalled(after: number, for: duration, on: clock).cut(after: number))
        try await play(.json(json).stalled(for: duration, on: clock))
      }
      // Stalled for ever, it can only be made.
      _ = ReplayAnswer.json(json).stalled(after: number)
    }
  }

  func testPausesOnAClockThatIsNotOurs() async throws {
    // Past its beginning, this one traps where a deadline does not fit.
    for duration in Extremes.durations {
      let clock = BrittleClock()
      try await play(.json("{}").stalled(for: duration, on: clock))
      XCTAssertEqual(clock.sleeps.withLock { $0 }, 1)
    }
  }

  func testRecordings() throws {
    for number in Extremes.integers {
      let url = try XCTUnwrap(URL(string: "https://api.example/a"))
      for body in [RecordedBody("a"), RecordedBody(keeping: Data([1]), of: Int64(number))] {
        XCTAssertGreaterThan(body.length, 0)
        let exchange = RecordedExchange(
          request: RecordedRequest(url: url, body: body),
          response: RecordedResponse(status: number, body: body, pieces: [number, number]))
        let archive = try HTTPArchive(HTTPArchive([exchange]).encoded())
        XCTAssertEqual(archive.exchanges.first?.response.status, number)
        _ = exchange.request.description
      }
      XCTAssertEqual(ReplayRules(rawValue: number).rawValue, number)
    }
  }

  func testRecorders() async throws {
    let movie = try file("movie.mp4", Data("the film".utf8))
    for number in Extremes.integers {
      try await withSandbox { sandbox in
        let recorder = Recorder(
          to: movie.deletingLastPathComponent().appendingPathComponent("a.har"),
          scrubber: Scrubber(secrets: [sandbox.apiKey]), bodyLimit: number)
        let client = try MemoriesClient(
          apiKey: APIKey(sandbox.apiKey),
          configuration: .recording(recorder, base: .sandbox(sandbox)))
        _ = try await client.send(VisualSearch.UploadVideo(file: movie))
        try recorder.finish()
        XCTAssertEqual(recorder.exchanges.count, 1)
        XCTAssertEqual(recorder.exchanges.first?.request.body.isTruncated, number < 2)
      }
    }
  }
}

/// A clock as the system's are, except that it does not wait.
private final class BrittleClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  let sleeps = Locked(0)
  let now = Instant(offset: .seconds(Int64.max))
  let minimumResolution = Duration.zero

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    sleeps.withLock { $0 += 1 }
  }
}
