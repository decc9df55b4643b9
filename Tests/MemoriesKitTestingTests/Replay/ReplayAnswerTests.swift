import Foundation
import MemoriesKitTesting
import XCTest

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class ReplayAnswerTests: XCTestCase {
  private static let session = LoadingSession(Replay([]).protocolClass)

  private static func outcome(of answer: ReplayAnswer) async throws -> LoadingSession.Outcome {
    let replay = Replay { _ in answer }
    let outcome = await session.load(try URLRequest("GET", "/a", headers: replay.headers))
    // The table of replays is weak: the replay has to outlive its request.
    return withExtendedLifetime(replay) { outcome }
  }

  func testABodyArrivesInThePiecesAskedFor() async throws {
    let outcome = try await Self.outcome(of: .body(Data("abcdef".utf8), pieces: [1, 3]))
    XCTAssertEqual(
      outcome.pieces.map { String(decoding: $0, as: UTF8.self) }, ["a", "bcd", "ef"])
    XCTAssertEqual(outcome.response?.expectedContentLength, 6)
  }

  func testRepeatedHeadersAreJoined() async throws {
    let headers = [RecordedHeader("X-Tag", "a"), RecordedHeader("x-tag", "b")]
    let outcome = try await Self.outcome(of: .response(RecordedResponse(headers: headers)))
    XCTAssertEqual(outcome.response?.value(forHTTPHeaderField: "X-Tag"), "a, b")
  }

  func testAFailureHasItsCode() async throws {
    let outcome = try await Self.outcome(of: .failure(.cannotConnectToHost))
    XCTAssertEqual(outcome.code, .cannotConnectToHost)
    XCTAssertNil(outcome.response)
  }

  func testACutLosesTheConnectionAtThatByte() async throws {
    let answer = ReplayAnswer.body(Data("abcdef".utf8), pieces: [2])
    let cut = try await Self.outcome(of: answer.cut(after: 3))
    XCTAssertEqual(cut.text, "abc")
    XCTAssertEqual(cut.code, .networkConnectionLost)
    XCTAssertEqual(cut.response?.expectedContentLength, 6)

    let beforeTheEnd = try await Self.outcome(of: answer.cut(after: 6))
    XCTAssertEqual(beforeTheEnd.text, "abcdef")
    XCTAssertEqual(beforeTheEnd.code, .networkConnectionLost)

    let headOnly = try await Self.outcome(of: answer.cut(after: 0))
    XCTAssertEqual(headOnly.response?.statusCode, 200)
    XCTAssertEqual(headOnly.pieces, [])
  }

  func testAStallEndsWhenTheClockMovesOn() async throws {
    let clock = TestClock()
    let answer = ReplayAnswer.body(Data("abcdef".utf8))
      .stalled(after: 2, for: .seconds(5), on: clock)
    async let loaded = Self.outcome(of: answer)
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(4))
    XCTAssertEqual(clock.sleepers, 1)
    clock.advance(by: .seconds(1))
    let outcome = try await loaded
    XCTAssertNil(outcome.error)
    XCTAssertEqual(outcome.pieces.map(\.count), [2, 4])
  }

  func testManyStallsEndTogether() async throws {
    let clock = TestClock()
    let answer = ReplayAnswer.body(Data("abcdef".utf8))
      .stalled(after: 2, for: .seconds(5), on: clock)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          let outcome = try? await Self.outcome(of: answer)
          XCTAssertEqual(outcome?.text, "abcdef")
        }
      }
      await clock.waitForSleepers(200)
      clock.advance(by: .seconds(5))
    }
  }

  func testAStallBeforeTheHeadHoldsEverythingBack() async throws {
    let clock = TestClock()
    let answer = ReplayAnswer.json("{}").stalled(for: .seconds(60), on: clock)
    async let loaded = Self.outcome(of: answer)
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(60))
    let outcome = try await loaded
    XCTAssertEqual(outcome.text, "{}")
  }

  func testAStallForEverEndsWhenItIsCancelled() async throws {
    let asked = expectation(description: "asked")
    let ended = expectation(description: "ended")
    let replay = Replay { _ in
      asked.fulfill()
      return .stall
    }
    let cancel = Self.session.begin(try URLRequest("GET", "/a", headers: replay.headers)) {
      XCTAssertEqual($0.code, .cancelled)
      XCTAssertNil($0.response)
      ended.fulfill()
    }
    await fulfillment(of: [asked], timeout: 30)
    cancel()
    await fulfillment(of: [ended], timeout: 30)
  }

  func testCancellingATimedStallWakesItsSleeper() async throws {
    let clock = TestClock()
    let ended = expectation(description: "ended")
    let replay = Replay { _ in ReplayAnswer.json("{}").stalled(for: .seconds(60), on: clock) }
    let cancel = Self.session.begin(try URLRequest("GET", "/a", headers: replay.headers)) { _ in
      ended.fulfill()
    }
    await clock.waitForSleepers(1)
    cancel()
    await fulfillment(of: [ended], timeout: 30)
    XCTAssertEqual(clock.sleepers, 0)
    withExtendedLifetime(replay) {}
  }

  func testABodyThatWasNotKeptCannotBeReplayed() async throws {
    let body = RecordedBody(keeping: Data(), of: 5_000_000)
    let outcome = try await Self.outcome(of: .response(RecordedResponse(body: body)))
    let message = try XCTUnwrap(outcome.error).localizedDescription
    XCTAssertTrue(message.contains("5000000 bytes was not kept"), message)
  }
}
