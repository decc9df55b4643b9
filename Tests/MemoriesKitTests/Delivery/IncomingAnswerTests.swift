import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class IncomingAnswerTests: XCTestCase {
  private let lost = TransportFailure.connection(
    code: URLError.Code.networkConnectionLost.rawValue, reason: "connection lost")

  private func answer(to call: PreparedCall, bodyLength: Int64? = nil) -> IncomingAnswer {
    let stopwatch = Stopwatch(TestClock())
    let exchange = Exchange(
      HTTPRequest(
        method: call.method, url: call.url, headers: [],
        body: bodyLength.map { HTTPBody(length: $0, read: { _ in 0 }, close: {}) },
        elapsed: stopwatch.elapsed))
    return IncomingAnswer(
      call, exchange, stopwatch, WatchdogTimer(ContinuousClock()),
      attempt: 1)
  }

  private func get(expectsFile: Bool = false) throws -> IncomingAnswer {
    answer(to: try .test(expectsFile: expectsFile))
  }

  private func post() throws -> IncomingAnswer {
    answer(to: try .test("POST"), bodyLength: 10)
  }

  private func outcome(_ answer: IncomingAnswer, of failure: any Error) throws
    -> MemoriesError.Outcome
  {
    answer.failure(failure).outcome
  }

  private func network(_ code: URLError.Code) -> TransportFailure {
    .connection(code: code.rawValue, reason: "reason")
  }

  // MARK: What may have happened

  func testABodyThatNobodyAskedForWasNotSent() throws {
    let failures: [any Error] = [
      lost, TimeLimitReached(limit: .connect), network(.cannotConnectToHost), network(.unknown),
    ]
    for failure in failures {
      XCTAssertEqual(try outcome(post(), of: failure), .notSent, "\(failure)")
    }
  }

  func testWhatTheEngineHeldBackWasNotSent() throws {
    for failure in [CancellationError(), TimeLimitReached(limit: .total)] as [any Error] {
      let held = try get(expectsFile: true)
      held.exchange.didHold()
      held.exchange.abort(failure)
      XCTAssertEqual(try outcome(held, of: failure), .notSent)
      XCTAssertFalse(held.exchange.willSend(), "what was told as not sent must not leave")

      let sent = try get(expectsFile: true)
      sent.exchange.didHold()
      XCTAssertTrue(sent.exchange.willSend())
      sent.exchange.abort(failure)
      XCTAssertEqual(try outcome(sent, of: failure), .unknown)
    }
  }

  func testWhatTheEngineProvesToBeUnsentWasNotSent() throws {
    let unsent = try get()
    unsent.exchange.didSendNothing()
    XCTAssertEqual(try outcome(unsent, of: lost), .notSent)

    let begun = try post()
    begun.exchange.didSend(5)
    begun.exchange.didSendNothing()
    XCTAssertEqual(try outcome(begun, of: lost), .unknown)
  }

  func testOtherFailuresOfAReadTellNothing() throws {
    // On Linux a broken connection may look like a refused one.
    let codes: [URLError.Code] = [
      .cannotConnectToHost, .networkConnectionLost, .timedOut, .unknown, .badServerResponse,
      .secureConnectionFailed, .unsupportedURL, .badURL,
    ]
    for code in codes {
      XCTAssertEqual(try outcome(get(), of: network(code)), .unknown, "\(code)")
    }
    XCTAssertEqual(try outcome(get(), of: TimeLimitReached(limit: .response)), .unknown)
  }

  func testABodyThatWasBegunMayHaveArrived() throws {
    let begun = try post()
    begun.exchange.didSend(0)
    XCTAssertEqual(try outcome(begun, of: lost), .unknown)
    let sent = try post()
    sent.exchange.sendAll()
    XCTAssertEqual(try outcome(sent, of: lost), .unknown)
    XCTAssertEqual(try outcome(sent, of: TimeLimitReached(limit: .response)), .unknown)
  }

  func testABodyThatCouldNotBeReadToItsEndWasNotSent() throws {
    let begun = try post()
    begun.exchange.didSend(5)
    let failure = FileFailure(.read, "/movie.mp4", .changed)
    let error = begun.failure(TransportFailure.body(failure))
    XCTAssertEqual(error.outcome, .notSent)
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.fileFailure, failure)
  }

  func testAnAnswerBesideABodyThatCouldNotBeReadTellsNothing() async throws {
    let answered = try post()
    answered.exchange.didSend(5)
    answered.exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    try await answered.openHead()
    let failure = TransportFailure.body(FileFailure(.read, "/movie.mp4", .changed))
    XCTAssertEqual(try outcome(answered, of: failure), .unknown)
  }

  func testAFileThatBeganToComeIsPaidFor() async throws {
    let download = try get(expectsFile: true)
    download.exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    try await download.openHead()
    XCTAssertEqual(try outcome(download, of: lost), .done)
    XCTAssertEqual(try outcome(download, of: TimeLimitReached(limit: .stall)), .done)

    let refused = try get(expectsFile: true)
    refused.exchange.didReceive(HTTPHead(status: 500, headers: ResponseHeaders()))
    try await refused.openHead()
    XCTAssertEqual(try outcome(refused, of: lost), .unknown)
  }

  func testAnEnvelopeThatBeganToComeTellsNothing() async throws {
    let read = try get()
    read.exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    try await read.openHead()
    XCTAssertEqual(try outcome(read, of: lost), .unknown)
  }

  // MARK: What the error says

  func testANetworkFailureKeepsItsCodeAndTheStatus() async throws {
    let read = try get()
    read.exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    try await read.openHead()
    let error = read.failure(lost)
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.transportCode, URLError.Code.networkConnectionLost.rawValue)
    XCTAssertEqual(error.detail, "connection lost")
    XCTAssertEqual(error.status, 200)
  }

  func testATimeOutNamesItsLimit() throws {
    for limit in [MemoriesError.TimeLimit.connect, .stall, .response, .total] {
      let error = try get().failure(TimeLimitReached(limit: limit))
      XCTAssertEqual(error.kind, .timedOut)
      XCTAssertEqual(error.timeLimit, limit)
      XCTAssertNil(error.status)
    }
  }

  func testACancellationTellsWhatMayHaveHappened() throws {
    let error = try get().failure(CancellationError())
    XCTAssertEqual(error.kind, .cancelled)
    XCTAssertEqual(error.outcome, .unknown)
    XCTAssertEqual(try outcome(post(), of: CancellationError()), .notSent)
  }

  func testWhatIsNoFailureOfTheTransportStaysAsItIs() throws {
    let error = try get().failure(MemoriesError(.refused, .refused))
    XCTAssertEqual(
      error,
      MemoriesError(
        .refused, .refused, operation: "Test", replaySafety: .billed, attempts: 1))
  }

  func testATemporaryFileThatCannotBeKeptIsNamed() throws {
    let failure = FileFailure(.write, "/tmp/x", errorNumber: ENOSPC)
    let error = try get().failure(TransportFailure.overflow(failure))
    XCTAssertEqual(error.kind, .fileSystem)
    XCTAssertEqual(error.fileFailure, failure)
  }

  // MARK: Reading

  func testTheHeadIsKeptWithoutTheKey() async throws {
    let read = try get()
    XCTAssertEqual(read.head.status, 0)
    read.exchange.didReceive(
      HTTPHead(status: 200, headers: ResponseHeaders(["X-Echo": "key \(Courier.testKey)."])))
    try await read.openHead()
    XCTAssertEqual(read.head.status, 200)
    XCTAssertEqual(read.head.headers["x-echo"], "key [API key].")
  }

  func testAFieldThatIsNamedLikeTheKeyIsDropped() async throws {
    let read = try get()
    read.exchange.didReceive(
      HTTPHead(
        status: 200,
        headers: ResponseHeaders([Courier.testKey.uppercased(): "1", "X-Other": "2"])))
    try await read.openHead()
    XCTAssertEqual(read.head.headers.fields, ["x-other": "2"])
  }

  func testTheSuggestedFileNameIsNotTheKey() async throws {
    let encoded = Courier.testKey.utf8
      .map { "%" + String($0, radix: 16) }.joined()
    let quoted = Courier.testKey.map { "\\\($0)" }.joined()
    let disguised = "\(Courier.testKey.prefix(7)):\(Courier.testKey.dropFirst(7))"
    let hidden = "\(Courier.testKey.prefix(7))\u{200B}\(Courier.testKey.dropFirst(7))"
    for parameter in [
      "filename=\"\(Courier.testKey)\"", "filename=\"\(quoted)\"", "filename*=UTF-8''\(encoded)",
      // What is taken away because a disk may not like it makes the key whole again.
      "filename=\"\(disguised)\"", "filename=\"\(hidden)\"",
      // The parameter's own escape of another's makes neither of them whole.
      "filename=\"\(encoded)\"; filename*=x",
    ] {
      let read = try get(expectsFile: true)
      read.exchange.didReceive(
        HTTPHead(
          status: 200,
          headers: ResponseHeaders(["Content-Disposition": "attachment; \(parameter)"])))
      try await read.openHead()
      let name = read.fileName(orElse: nil)?.text ?? ""
      XCTAssertFalse(name.contains(Courier.testKey), parameter)
      XCTAssertFalse(name.removingPercentEncoding?.contains(Courier.testKey) ?? false, parameter)
    }
  }

  func testABodyIsCollectedWithoutTheKey() async throws {
    let read = try get()
    let key = Courier.testKey
    read.exchange.answer(200, [:], ["before ", String(key.prefix(5)), "\(key.dropFirst(5)) after"])
    try await read.openHead()
    let body = try await read.collect()
    XCTAssertEqual(String(decoding: body, as: UTF8.self), "before [API key] after")
  }

  func testAnAnswerBeyondAllMeasureIsAnError() async throws {
    let read = try get()
    fill(read.exchange, status: 200, mebibytes: 65)
    try await read.openHead()
    let error = try await thrownMemoriesError { try await read.collect() }
    XCTAssertEqual(error.kind, .tooLarge)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertTrue(read.exchange.isAborted)
  }

  func testTheBodyOfARefusalIsCut() async throws {
    let read = try get()
    fill(read.exchange, status: 500, mebibytes: 2)
    try await read.openHead()
    let body = try await read.collect()
    XCTAssertEqual(body.count, 1 << 20)
    XCTAssertTrue(read.exchange.isAborted)
  }

  /// Answers from a thread of its own, because an exchange makes a fast sender wait.
  private func fill(_ exchange: Exchange, status: Int, mebibytes: Int) {
    let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
    DispatchQueue.global().async {
      exchange.didReceive(HTTPHead(status: status, headers: ResponseHeaders()))
      for _ in 0..<mebibytes { exchange.didReceive(piece) }
      exchange.didEnd(nil)
    }
  }
}
