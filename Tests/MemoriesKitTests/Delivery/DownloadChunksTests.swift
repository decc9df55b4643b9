import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class DownloadChunksTests: XCTestCase {
  private func chunks(
    by engine: ConductedEngine, limits: TimeLimits = TimeLimits(),
    expectedByteCount: Int64? = nil, maximumByteCount: Int64? = nil,
    clock: any Clock<Duration> = ContinuousClock(),
    observer: ClientEvent.Observer? = nil
  ) async throws -> DownloadChunks {
    var call = try PreparedCall.test(limits: limits, expectsFile: true, observer: observer)
    call.fileSize = FileSize(expected: expectedByteCount, maximum: maximumByteCount)
    return try await Courier.conducted(by: engine, clock: clock).chunks(of: call)
  }

  private func answering(
    _ headers: [String: String] = [:], _ pieces: [String], failure: TransportFailure? = nil
  ) -> ConductedEngine {
    ConductedEngine { $1.answer(200, headers, pieces, failure: failure) }
  }

  /// Answers with a head and as many pieces, and then nothing more.
  private func unending(_ pieces: [String]) -> ConductedEngine {
    ConductedEngine { _, exchange in
      exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
      for piece in pieces { exchange.didReceive(Data(piece.utf8)) }
    }
  }

  func testTheBytesComeInOrder() async throws {
    let chunks = try await chunks(by: answering([:], ["one ", "two ", "three"]))
    let text = try await chunks.text()
    XCTAssertEqual(text, "one two three")
  }

  func testTheHeadIsKnownBeforeTheBytes() async throws {
    let chunks = try await chunks(
      by: answering(
        [
          "Content-Type": "video/mp4", "Content-Length": "4",
          "Content-Disposition": "attachment; filename=\"../../movie.mp4\"",
        ], ["body"]))
    XCTAssertEqual(chunks.contentType, "video/mp4")
    XCTAssertEqual(chunks.expectedByteCount, 4)
    XCTAssertEqual(chunks.suggestedFileName, "movie.mp4")
  }

  func testWhatTheHeadDoesNotTellIsUnknown() async throws {
    let chunks = try await chunks(by: answering([:], ["body"]))
    XCTAssertNil(chunks.contentType)
    XCTAssertNil(chunks.expectedByteCount)
    XCTAssertNil(chunks.suggestedFileName)
  }

  func testTheExpectedSizeIsKnownWhereTheHeadDoesNotTellIt() async throws {
    let chunks = try await chunks(by: answering([:], ["body"]), expectedByteCount: 4)
    XCTAssertEqual(chunks.expectedByteCount, 4)
    let text = try await chunks.text()
    XCTAssertEqual(text, "body")
  }

  func testAnotherSizeThanExpectedIsThrownAsSoonAsItIsKnown() async throws {
    let announced = answering(["Content-Length": "4"], ["body"])
    let error = try await thrownMemoriesError {
      try await self.chunks(by: announced, expectedByteCount: 5)
    }
    XCTAssertEqual(error.kind, .unexpectedSize)
    XCTAssertEqual(error.outcome, .done)

    let short = try await chunks(by: answering([:], ["body"]), expectedByteCount: 5)
    var iterator = short.makeAsyncIterator()
    let first = try await iterator.next()
    XCTAssertEqual(first, Data("body".utf8))
    let end = try await thrownMemoriesError { try await iterator.next() }
    XCTAssertEqual(end.kind, .unexpectedSize)
    XCTAssertEqual(end.detail, "4 bytes arrived where 5 were expected")

    let engine = unending(["bo", "dy"])
    let long = try await chunks(by: engine, expectedByteCount: 3)
    let growth = try await thrownMemoriesError { try await long.text() }
    XCTAssertEqual(growth.kind, .unexpectedSize)
    XCTAssertEqual(growth.outcome, .done)
    XCTAssertEqual(engine.cancellations, 1)
  }

  func testARefusalIsThrownBeforeThereAreChunks() async throws {
    let engine = ConductedEngine {
      $1.answer(
        200, ["Content-Type": "application/json"],
        [#"{"code":"0001","msg":"Resource does not exist","data":null,"success":false}"#])
    }
    let error = try await thrownMemoriesError { try await self.chunks(by: engine) }
    XCTAssertEqual(error.kind, .notFound)
    XCTAssertEqual(error.outcome, .refused)
  }

  func testReadersGoOnWhereTheLastOneStopped() async throws {
    let chunks = try await chunks(by: answering([:], ["one ", "two"]))
    for try await chunk in chunks {
      XCTAssertTrue("one two".hasPrefix(String(decoding: chunk, as: UTF8.self)))
      break
    }
    let rest = try await chunks.text()
    XCTAssertTrue("one two".hasSuffix(rest), rest)
    let nothing = try await chunks.text()
    XCTAssertEqual(nothing, "")
  }

  func testLettingGoEndsTheExchange() async throws {
    let engine = unending(["one", "two"])
    func readOne() async throws {
      for try await _ in try await chunks(by: engine) { break }
    }
    try await readOne()
    XCTAssertEqual(engine.cancellations, 1)
  }

  func testNeverReadingEndsTheExchangeToo() async throws {
    let engine = unending([])
    _ = try await chunks(by: engine)
    XCTAssertEqual(engine.cancellations, 1)
  }

  func testAFinishedExchangeIsNotCancelled() async throws {
    let engine = answering([:], ["body"])
    _ = try await chunks(by: engine).text()
    XCTAssertEqual(engine.cancellations, 0)
  }

  func testAShortBodyThrowsAfterItsBytes() async throws {
    let chunks = try await chunks(by: answering(["Content-Length": "9"], ["body"]))
    var iterator = chunks.makeAsyncIterator()
    let first = try await iterator.next()
    XCTAssertEqual(first, Data("body".utf8))
    let error = try await thrownMemoriesError { try await iterator.next() }
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.operation, "Test")
    XCTAssertEqual(error.detail, "4 bytes arrived where 9 were announced")
  }

  func testAnErrorAfterTheHeadStillTellsTheNameOfTheRequest() async throws {
    let chunks = try await chunks(
      by: answering(["Content-Length": "9", "X-Request-ID": "req_1"], ["body"]))
    let error = try await thrownMemoriesError { try await chunks.text() }
    XCTAssertEqual(error.requestID, "req_1")
  }

  func testABrokenConnectionThrowsAfterItsBytes() async throws {
    let engine = answering(
      [:], ["body"], failure: .connection(code: -1005, reason: "lost \(Courier.testKey)"))
    var iterator = try await chunks(by: engine).makeAsyncIterator()
    let first = try await iterator.next()
    XCTAssertEqual(first, Data("body".utf8))
    let error = try await thrownMemoriesError { try await iterator.next() }
    XCTAssertEqual(error.kind, .transport)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(error.detail, "lost [API key]")
  }

  func testAnEmptyFileThrows() async throws {
    let chunks = try await chunks(by: answering([:], []))
    let error = try await thrownMemoriesError { try await chunks.text() }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
  }

  func testAFileThatGrowsTooLargeIsEnded() async throws {
    let engine = unending(["123", "456"])
    let chunks = try await chunks(by: engine, maximumByteCount: 5)
    let error = try await thrownMemoriesError { try await chunks.text() }
    XCTAssertEqual(error.kind, .tooLarge)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(engine.cancellations, 1)
  }

  func testAfterAnErrorThereIsNoOther() async throws {
    let told = Locked(0)
    let observer: ClientEvent.Observer = { if $0.kind == .callEnded { told.withLock { $0 += 1 } } }
    let chunks = try await chunks(by: unending(["123456"]), maximumByteCount: 5, observer: observer)
    let first = try await thrownMemoriesError { try await chunks.text() }
    let again = try await thrownMemoriesError { try await chunks.text() }
    XCTAssertEqual(again, first)
    XCTAssertEqual(told.withLock { $0 }, 1)
  }

  func testCancellingTheReaderEndsTheExchange() async throws {
    let clock = TestClock()
    let engine = unending([])
    let chunks = try await chunks(by: engine, clock: clock)
    let reader = Task { try await chunks.text() }
    await clock.waitForSleepers(1)
    reader.cancel()
    let error = try await thrownMemoriesError { try await reader.value }
    XCTAssertEqual(error.kind, .cancelled)
    XCTAssertEqual(error.outcome, .done)
    XCTAssertEqual(engine.cancellations, 1)
  }

  func testAStallIsNoticedWhileReading() async throws {
    let clock = TestClock()
    let chunks = try await chunks(by: unending([]), clock: clock)
    let reader = Task { try await chunks.text() }
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(60))
    let error = try await thrownMemoriesError { try await reader.value }
    XCTAssertEqual(error.timeLimit, .stall)
    XCTAssertEqual(error.outcome, .done)
  }

  func testAReaderMayTakeItsTime() async throws {
    let clock = TestClock()
    let engine = ConductedEngine { _, exchange in
      exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    }
    let chunks = try await chunks(by: engine, clock: clock)
    clock.advance(by: .seconds(3600))
    let reader = Task { try await chunks.text() }
    let server = Task {
      await clock.waitForSleepers(1)
      engine.exchanges.first?.didReceive(Data("body".utf8))
      engine.exchanges.first?.didEnd(nil)
    }
    let text = try await reader.value
    server.cancel()
    XCTAssertEqual(text, "body")
  }
}

extension DownloadChunks {
  /// What is left, as text.
  fileprivate func text() async throws -> String {
    var data = Data()
    for try await chunk in self { data += chunk }
    return String(decoding: data, as: UTF8.self)
  }
}
