import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// An agent as a user of the package would declare it; nothing here is known to it.
private struct AskAgent: EventOperation {
  struct Event: Decodable, Hashable, Sendable {
    let step: Int
    let text: String?
  }

  let service = MemoriesService.visualIntelligence
  func request() -> MemoriesRequest { MemoriesRequest(.post, "queries", "stream") }
}

/// One that reads its events itself.
private struct Listen: EventOperation {
  static let traits = OperationTraits("Listen", .safe)
  let service = MemoriesService.visualIntelligence
  func request() -> MemoriesRequest { MemoriesRequest(.get, "events") }

  static func event(from event: ServerSentEvent) throws -> String? {
    switch event.name {
    case "ping": return nil
    case "failed": throw APIFailure(code: "429", msg: event.data)
    case "broken": throw CocoaError(.coderInvalidValue)
    default: return "\(event.name) \(event.data)"
    }
  }
}

/// One whose last event has a name, so that a stream that was cut can be told from a whole one.
private struct ListenToTheEnd: EventOperation {
  let service = MemoriesService.visualIntelligence
  func request() -> MemoriesRequest { MemoriesRequest(.get, "events") }

  static let end = EventStreamEnd<String>.event { $0 == "over" }
  static func event(from event: ServerSentEvent) -> String? { event.data }
}

final class MemoriesClientEventsTests: XCTestCase {
  private func answer(
    _ text: String, type: String = "text/event-stream; charset=utf-8", status: Int = 200
  ) -> ReplayAnswer {
    .body(Data(text.utf8), type: type, status: status)
  }

  /// The events that come before the stream ends, and the error that it ends in.
  private func read<E: EventOperation>(
    _ operation: E, from client: MemoriesClient
  ) async throws -> ([E.Event], MemoriesError?) {
    var events: [E.Event] = []
    do {
      for try await event in try await client.events(of: operation) { events.append(event) }
      return (events, nil)
    } catch let error as MemoriesError {
      return (events, error)
    }
  }

  func testEventsAreReadAsTheyCome() async throws {
    let observed = try ObservedClient(
      answer(
        "data: {\"step\":1}\n\n: ping\n\ndata: {\"step\":\"2\",\"text\":\"é\"}\n\ndata: [DONE]\n\n")
    )
    let (events, error) = try await read(AskAgent(), from: observed.client)
    XCTAssertEqual(events, [.init(step: 1, text: nil), .init(step: 2, text: "é")])
    XCTAssertNil(error)
    let request = try observed.onlyRequest()
    XCTAssertEqual(request.headers["Accept"], "text/event-stream")
    XCTAssertEqual(observed.events.last?.kind, .callEnded)
    XCTAssertEqual(observed.events.last?.result, .succeeded)
  }

  func testAnOperationReadsItsEventsAsItLikes() async throws {
    let client = try ObservedClient(
      answer("event: a\ndata: 1\n\nevent: ping\ndata: 2\n\ndata: 3\n\nevent: broken\ndata: 4\n\n")
    ).client
    let (events, error) = try await read(Listen(), from: client)
    XCTAssertEqual(events, ["a 1", "message 3"])
    XCTAssertEqual(error?.kind, .unexpectedAnswer)
    XCTAssertEqual(error?.outcome, .done)
    XCTAssertEqual(error?.operation, "Listen")
  }

  func testTheLastEventEndsTheStream() async throws {
    let observed = try ObservedClient(answer("data: a\n\ndata: over\n\ndata: b\n\n"))
    let sequence = try await observed.client.events(of: ListenToTheEnd())
    var events = sequence.makeAsyncIterator()
    var read: [String?] = []
    for _ in 1...4 { read.append(try await events.next()) }
    XCTAssertEqual(read, ["a", "over", nil, nil])
    XCTAssertEqual(observed.events.last?.kind, .callEnded)
    XCTAssertEqual(observed.events.last?.result, .succeeded)
  }

  func testAStreamWithoutItsLastEventIsNotWhole() async throws {
    for text in ["data: a\n\n", "data: a\n\ndata: over\n"] {
      let observed = try ObservedClient(answer(text))
      let (events, error) = try await read(ListenToTheEnd(), from: observed.client)
      XCTAssertEqual(events, ["a"])
      XCTAssertEqual(error?.kind, .unexpectedAnswer)
      XCTAssertEqual(error?.outcome, .done)
      XCTAssertEqual(error?.detail, "the stream ended before its last event")
      XCTAssertEqual(observed.events.last?.result, .failed)
    }
  }

  func testAFailureMayBeAnEvent() async throws {
    for (data, code, message) in [
      (#"{"message":"no more steps"}"#, nil, "no more steps"),
      (#"{"code":"0402","msg":"no credits"}"#, "0402", "no credits"), ("it broke", nil, "it broke"),
    ] {
      let observed = try ObservedClient(
        answer("data: {\"step\":1}\n\nevent: error\ndata: \(data)\n\ndata: {\"step\":2}\n\n"))
      let (events, error) = try await read(AskAgent(), from: observed.client)
      XCTAssertEqual(events, [.init(step: 1, text: nil)])
      // It had begun, so that nobody can say what was done.
      XCTAssertEqual(error?.outcome, .unknown)
      XCTAssertEqual(error?.code, code)
      XCTAssertEqual(error?.serverMessage, message)
      XCTAssertEqual(observed.events.last?.result, .failed)
    }
  }

  func testWhatTheOperationCallsARefusalHasBegun() async throws {
    let client = try ObservedClient(answer("data: 1\n\nevent: failed\ndata: too many\n\n")).client
    let (events, error) = try await read(Listen(), from: client)
    XCTAssertEqual(events, ["message 1"])
    XCTAssertEqual(error?.kind, .rateLimited)
    XCTAssertEqual(error?.outcome, .unknown)
  }

  func testARefusalUnderTheTypeOfAStreamIsOne() async throws {
    for (text, kind, outcome) in [
      (#"{"code":"0402","msg":"no","data":null,"success":false}"#, .insufficientBalance, .refused),
      (#"{"detail":"Not authenticated"}"#, .unexpectedAnswer, .unknown),
      ("<html>login</html>", .unexpectedAnswer, .unknown),
      (#"{"code":"0000","data":null}"#, .unexpectedAnswer, .unknown),
    ] as [(String, MemoriesError.Kind, MemoriesError.Outcome)] {
      let (events, error) = try await read(AskAgent(), from: ObservedClient(answer(text)).client)
      XCTAssertEqual(events, [])
      XCTAssertEqual(error?.kind, kind, text)
      XCTAssertEqual(error?.outcome, outcome, text)
    }
    let (_, error) = try await read(AskAgent(), from: ObservedClient(answer(": ping\n\n")).client)
    XCTAssertNil(error)
  }

  func testAfterAnErrorThereIsNothingElse() async throws {
    let events = try await ObservedClient(
      answer("data: bad\n\ndata: {\"step\":2}\n\n")
    ).client.events(of: AskAgent())
    var iterator = events.makeAsyncIterator()
    for _ in 0..<3 {
      do {
        let event = try await iterator.next()
        XCTFail("\(String(describing: event))")
      } catch let error as MemoriesError {
        XCTAssertEqual(error.kind, .unexpectedAnswer)
      }
    }
  }

  func testSeveralReadersShareTheEvents() async throws {
    let text = (0..<20_000).map { "data: \($0)\n\n" }.joined()
    let events = try await ObservedClient(answer(text)).client.events(of: Listen())
    let read = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var read: [String] = []
          for try await event in events { read.append(event) }
          return read
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    XCTAssertEqual(read.count, 20_000)
    XCTAssertEqual(Set(read).count, 20_000)
  }

  func testNoEventShowsTheKey() async throws {
    let key = ObservedClient.key
    let client = try ObservedClient(
      answer("id: \(key)\nevent: \(key)\ndata: a \(key)\n\nevent: broken\ndata: 1\n\n")
    ).client
    let (events, _) = try await read(Listen(), from: client)
    XCTAssertEqual(events, ["[API key] a [API key]"])
    for data in [#"{"message":"no, \#(key)"}"#, "no, \(key)"] {
      let failing = try ObservedClient(answer("event: error\ndata: \(data)\n\n")).client
      let (_, error) = try await read(AskAgent(), from: failing)
      XCTAssertEqual(error?.serverMessage, "no, [API key]")
    }
  }

  func testAnUnreadableEventIsPaidFor() async throws {
    for data in ["{", #"{"text":"x"}"#, "[1]"] {
      let client = try ObservedClient(answer("data: \(data)\n\n")).client
      let (_, error) = try await read(AskAgent(), from: client)
      XCTAssertEqual(error?.kind, .unexpectedAnswer, data)
      XCTAssertEqual(error?.outcome, .done, data)
    }
  }

  func testAnAnswerThatIsNoStreamIsARefusal() async throws {
    let rows: [(ReplayAnswer, MemoriesError.Kind, MemoriesError.Outcome)] = [
      (.refused(code: "\"0402\"", "no"), .insufficientBalance, .refused),
      (.refused(code: "400", "no", status: 400), .refused, .refused),
      (answer("data: 1\n\n", status: 404), .notFound, .refused),
      (.agreed(), .unexpectedAnswer, .unknown),
      (answer("<html>", type: "text/html"), .unexpectedAnswer, .unknown),
      (answer("{}", type: "text/event-streams"), .unexpectedAnswer, .unknown),
    ]
    for (answer, kind, outcome) in rows {
      let (events, error) = try await read(AskAgent(), from: ObservedClient(answer).client)
      XCTAssertEqual(events, [])
      XCTAssertEqual(error?.kind, kind, "\(answer)")
      XCTAssertEqual(error?.outcome, outcome, "\(answer)")
    }
  }

  func testAStreamThatBreaksOffIsPaidFor() async throws {
    let cut = answer("data: {\"step\":1}\n\ndata: {\"step\":2}\n\n").cut(after: 30)
    let (events, error) = try await read(AskAgent(), from: ObservedClient(cut).client)
    XCTAssertEqual(events, [.init(step: 1, text: nil)])
    XCTAssertEqual(error?.kind, .transport)
    XCTAssertEqual(error?.outcome, .done)
    XCTAssertEqual(error?.attempts, 1)
  }

  func testWhoeverLeavesEndsTheStream() async throws {
    let observed = try ObservedClient(
      answer("data: {\"step\":1}\n\ndata: {\"step\":2}\n\n").stalled(after: 20))
    for try await event in try await observed.client.events(of: AskAgent()) {
      XCTAssertEqual(event.step, 1)
      break
    }
    XCTAssertEqual(observed.events.last?.result, .cancelled)
  }

  func testEventsOfOnesOwn() async throws {
    var read: [Int] = []
    do {
      for try await event in EventSequence([1, 2], endingIn: MemoriesError(.transport, .done)) {
        read.append(event)
      }
      XCTFail("nothing was thrown")
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .transport)
    }
    XCTAssertEqual(read, [1, 2])
  }
}
