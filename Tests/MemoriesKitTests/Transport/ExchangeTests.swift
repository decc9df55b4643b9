import Foundation
import XCTest

@testable import MemoriesKit

final class ExchangeTests: XCTestCase {
  private let now = Locked(Duration.zero)
  private let ok = HTTPHead(status: 200, headers: ResponseHeaders())

  private func exchange(bodyLength: Int64? = nil) throws -> Exchange {
    let body = bodyLength.map { HTTPBody(length: $0, read: { _ in 0 }, close: {}) }
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    return Exchange(
      HTTPRequest(
        method: "POST", url: url, headers: [], body: body,
        elapsed: { [now] in now.withLock { $0 } }))
  }

  private func failure(
    of body: () async throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) async -> (any Error)? {
    do {
      try await body()
      XCTFail("nothing was thrown", file: file, line: line)
      return nil
    } catch {
      return error
    }
  }

  func testTheHeadMayComeBeforeOrAfterItIsAskedFor() async throws {
    let early = try exchange()
    early.didReceive(ok)
    let known = try await early.head()
    XCTAssertEqual(known.status, 200)

    let late = try exchange()
    async let head = late.head()
    late.didReceive(ok)
    let awaited = try await head
    XCTAssertEqual(awaited.status, 200)
  }

  func testTheFirstHeadCounts() async throws {
    let exchange = try exchange()
    exchange.didReceive(ok)
    exchange.didReceive(HTTPHead(status: 500, headers: ResponseHeaders()))
    let head = try await exchange.head()
    XCTAssertEqual(head.status, 200)
  }

  func testTheFirstEndingCounts() async throws {
    let exchange = try exchange()
    exchange.abort(CocoaError(.featureUnsupported))
    exchange.didReceive(ok)
    exchange.didEnd(nil)
    exchange.abort(CancellationError())
    let error = await failure { _ = try await exchange.head() }
    XCTAssertEqual((error as? CocoaError)?.code, .featureUnsupported)
  }

  func testAnEndWithoutAHeadIsAFailure() async throws {
    let exchange = try exchange()
    exchange.didEnd(nil)
    let error = await failure { _ = try await exchange.head() }
    guard case TransportFailure.connection(nil, _)? = error else {
      return XCTFail("\(String(describing: error))")
    }
  }

  func testAConnectionThatBreaksAfterARefusalDoesNotHideIt() async throws {
    let exchange = try exchange(bodyLength: 10)
    exchange.didReceive(HTTPHead(status: 413, headers: ResponseHeaders()))
    exchange.didReceive(Data("too large".utf8))
    exchange.didEnd(.connection(code: -1005, reason: "reset"))
    let head = try await exchange.head()
    XCTAssertEqual(head.status, 413)
    let body = try await exchange.next()
    XCTAssertEqual(body, [Data("too large".utf8)])
    let end = try await exchange.next()
    XCTAssertNil(end)
  }

  func testAConnectionThatBreaksAfterAGoodHeadIsAFailure() async throws {
    let exchange = try exchange()
    exchange.didReceive(ok)
    exchange.didEnd(.connection(code: -1005, reason: "reset"))
    let error = await failure { _ = try await exchange.next() }
    guard case TransportFailure.connection(-1005, _)? = error else {
      return XCTFail("\(String(describing: error))")
    }
  }

  func testAHeadThatComesWithTheEndComesToTheTaskThatWaitedForIt() async throws {
    let exchange = try exchange()
    async let head = exchange.head()
    exchange.didReceive(Data("answer".utf8))
    exchange.didEnd(.connection(code: -1005, reason: "reset"), head: ok)
    let awaited = try await head
    XCTAssertEqual(awaited.status, 200)
    XCTAssertEqual(exchange.reach, .answered)
    let body = try await exchange.next()
    XCTAssertEqual(body, [Data("answer".utf8)])
    let error = await failure { _ = try await exchange.next() }
    guard case TransportFailure.connection(-1005, _)? = error else {
      return XCTFail("\(String(describing: error))")
    }
  }

  func testAHeadThatComesWithTheEndMayBeARefusal() async throws {
    let exchange = try exchange()
    exchange.didEnd(
      .connection(code: -1005, reason: "reset"),
      head: HTTPHead(status: 413, headers: ResponseHeaders()))
    let head = try await exchange.head()
    XCTAssertEqual(head.status, 413)
    let end = try await exchange.next()
    XCTAssertNil(end)
  }

  func testPhasesFollowWhatMoves() async throws {
    let exchange = try exchange(bodyLength: 10)
    func phase() -> Exchange.Phase { exchange.snapshot.phase }
    XCTAssertEqual(phase(), .connecting)
    XCTAssertFalse(exchange.snapshot.bodyWasRequested)
    exchange.didSend(0)
    XCTAssertEqual(phase(), .sending)
    XCTAssertTrue(exchange.snapshot.bodyWasRequested)
    exchange.didSend(10)
    XCTAssertEqual(phase(), .awaitingResponse)
    exchange.didReceive(ok)
    XCTAssertEqual(phase(), .receiving)
    exchange.didEnd(nil)
    XCTAssertEqual(phase(), .ended)
  }

  func testWithoutABodyThereIsNothingToSend() throws {
    let exchange = try exchange()
    exchange.didHold()
    XCTAssertEqual(exchange.snapshot.phase, .connecting)
    XCTAssertEqual(exchange.reach, .nothing)
    now.withLock { $0 = .seconds(3) }
    XCTAssertTrue(exchange.willSend())
    XCTAssertEqual(exchange.snapshot.phase, .awaitingResponse)
    XCTAssertEqual(exchange.snapshot.phaseBegin, .seconds(3))
    XCTAssertEqual(exchange.reach, .whole)
  }

  func testAnEmptyBodyLeavesWithTheHead() throws {
    let exchange = try exchange(bodyLength: 0)
    XCTAssertTrue(exchange.willSend())
    XCTAssertEqual(exchange.snapshot.phase, .awaitingResponse)
    XCTAssertEqual(exchange.reach, .whole)
  }

  func testWhatComesAfterTheEndIsNotSent() throws {
    let exchange = try exchange(bodyLength: 10)
    XCTAssertTrue(exchange.willSendBody(0))
    exchange.abort(CancellationError())
    XCTAssertFalse(exchange.willSendBody(10))
    XCTAssertEqual(exchange.reach, .part)
    XCTAssertEqual(exchange.snapshot.bytesSent, 0)
  }

  func testWithABodyTheConnectionIsAwaitedUntilTheBodyIsAskedFor() throws {
    let exchange = try exchange(bodyLength: 10)
    XCTAssertTrue(exchange.willSend())
    XCTAssertEqual(exchange.snapshot.phase, .connecting)
  }

  func testActivityIsStamped() throws {
    let exchange = try exchange(bodyLength: 10)
    now.withLock { $0 = .seconds(3) }
    exchange.didSend(4)
    XCTAssertEqual(exchange.snapshot.lastActivity, .seconds(3))
    now.withLock { $0 = .seconds(5) }
    exchange.didReceive(ok)
    XCTAssertEqual(exchange.snapshot.lastActivity, .seconds(5))
  }

  func testTheEngineIsToldToStopOnceAndOnlyWhileItRuns() throws {
    let stops = Locked(0)
    let running = try exchange()
    running.didStart { stops.withLock { $0 += 1 } }
    running.abort(CancellationError())
    running.abort(CancellationError())
    XCTAssertEqual(stops.withLock { $0 }, 1)

    let over = try exchange()
    over.didStart { stops.withLock { $0 += 1 } }
    over.didReceive(ok)
    over.didEnd(nil)
    over.abort(CancellationError())
    XCTAssertEqual(stops.withLock { $0 }, 1)

    let tooLate = try exchange()
    tooLate.abort(CancellationError())
    tooLate.didStart { stops.withLock { $0 += 1 } }
    XCTAssertEqual(stops.withLock { $0 }, 2)
  }

  func testCancellingTheTaskAborts() async throws {
    let exchange = try exchange()
    let task = Task { try await exchange.head() }
    task.cancel()
    do {
      _ = try await task.value
      XCTFail("nothing was thrown")
    } catch {}
    XCTAssertTrue(exchange.isAborted)
  }

  func testMoreThanIsAllowedEndsTheExchangeWithoutAReader() async throws {
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    let exchange = Exchange(
      HTTPRequest(
        method: "GET", url: url, headers: [], maximumByteCount: 10, elapsed: { .zero }))
    let stops = Locked(0)
    exchange.didStart { stops.withLock { $0 += 1 } }
    exchange.didReceive(ok)
    exchange.didReceive(Data(count: 10))
    XCTAssertEqual(stops.withLock { $0 }, 0)
    exchange.didReceive(Data(count: 1))
    XCTAssertEqual(stops.withLock { $0 }, 1)
    let error = await failure { _ = try await exchange.next() }
    guard case TransportFailure.tooLarge? = error else {
      return XCTFail("\(String(describing: error))")
    }
  }
}
