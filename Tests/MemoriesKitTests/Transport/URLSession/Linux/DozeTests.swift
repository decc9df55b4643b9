import Foundation
import XCTest

@testable import MemoriesKit

#if !canImport(Darwin)
final class DozeTests: XCTestCase {
  private func exchange(bodyLength: Int64? = nil) throws -> Exchange {
    let body = bodyLength.map { WireBody(length: $0, read: { _ in 0 }, close: {}) }
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    return Exchange(
      WireRequest(method: "GET", url: url, headers: [], body: body, elapsed: { .zero }))
  }

  /// Of a process that keeps a core busy, as far as it is told.
  private func spinning(nap: @escaping @Sendable () -> Void) -> Doze {
    Doze(nap: nap, processorTime: { Int(DispatchTime.now().uptimeNanoseconds / 1000) })
  }

  private func look(_ exchange: Exchange, at milliseconds: UInt64 = 0) -> Doze.Look {
    Doze.Look(
      snapshot: exchange.snapshot, time: DispatchTime(uptimeNanoseconds: milliseconds * 1_000_000))
  }

  func testNapsFollowEachOtherWhileAnAnswerIsWaitedFor() async throws {
    let naps = Locked(0)
    let several = expectation(description: "some naps")
    let doze = spinning {
      let count = naps.withLock { count in
        count += 1
        return count
      }
      if count == 5 { several.fulfill() }
    }
    let exchange = try exchange()
    doze.add(exchange)
    await fulfillment(of: [several], timeout: 20)
    doze.remove(exchange)
  }

  func testNobodyNapsWhileABodyIsBeingSent() async throws {
    let doze = spinning { XCTFail("a nap") }
    let sending = try exchange(bodyLength: 10)
    let waiting = try exchange()
    doze.add(waiting)
    doze.add(sending)
    sending.didSend(1)
    // Other work of the same kind goes through many looks meanwhile.
    let other = expectation(description: "some naps elsewhere")
    let naps = Locked(0)
    let reference = spinning {
      let count = naps.withLock { count in
        count += 1
        return count
      }
      if count == 20 { other.fulfill() }
    }
    reference.add(waiting)
    await fulfillment(of: [other], timeout: 20)
    reference.remove(waiting)
    // In this order: the one that waits must never be alone.
    doze.remove(waiting)
    doze.remove(sending)
  }

  func testNobodyNapsWhereNothingSpins() async throws {
    let asked = expectation(description: "asked some times")
    let count = Locked(0)
    let doze = Doze(
      nap: { XCTFail("a nap") },
      processorTime: {
        let number = count.withLock { count in
          count += 1
          return count
        }
        if number == 20 { asked.fulfill() }
        return 0
      })
    let exchange = try exchange()
    doze.add(exchange)
    await fulfillment(of: [asked], timeout: 20)
    doze.remove(exchange)
  }

  func testOneThatWasNotSeenBeforeIsNotQuiet() throws {
    let exchange = try exchange()
    XCTAssertFalse(Doze.isQuiet(nil, look(exchange)))
    XCTAssertTrue(Doze.isQuiet(look(exchange), look(exchange, at: 10)))
  }

  func testAnAnswerThatBeginsIsNotQuiet() throws {
    let exchange = try exchange()
    let before = look(exchange)
    exchange.didReceive(WireHead(status: 200, headers: ResponseHeaders()))
    XCTAssertFalse(Doze.isQuiet(before, look(exchange, at: 10)))
  }

  func testABodyThatTricklesIsQuietAndOneThatPoursIsNot() throws {
    let exchange = try exchange()
    exchange.didReceive(WireHead(status: 200, headers: ResponseHeaders()))
    let before = look(exchange)
    exchange.didReceive(Data(count: 100_000))
    XCTAssertTrue(Doze.isQuiet(before, look(exchange, at: 1)), "what fits into the socket's buffer")
    exchange.didReceive(Data(count: 300_000))
    XCTAssertFalse(Doze.isQuiet(before, look(exchange, at: 1)), "400 MB/s")
    XCTAssertTrue(Doze.isQuiet(before, look(exchange, at: 10)), "40 MB/s")
  }
}
#endif
