import Foundation
import XCTest

@testable import MemoriesKit

#if !canImport(Darwin)
final class SpinDamperTests: XCTestCase {
  private func exchange(bodyLength: Int64? = nil) throws -> Exchange {
    let body = bodyLength.map { HTTPBody(length: $0, read: { _ in 0 }, close: {}) }
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    let exchange = Exchange(
      HTTPRequest(method: "GET", url: url, headers: [], body: body, elapsed: { .zero }))
    _ = exchange.willSend()
    return exchange
  }

  /// Of a process that keeps a core busy, as far as it is told.
  private func spinning(nap: @escaping @Sendable () -> Void) -> SpinDamper {
    SpinDamper(nap: nap, processorTime: { Int(DispatchTime.now().uptimeNanoseconds / 1000) })
  }

  private func sample(_ exchange: Exchange, at milliseconds: UInt64 = 0) -> SpinDamper.Sample {
    SpinDamper.Sample(
      snapshot: exchange.snapshot, time: DispatchTime(uptimeNanoseconds: milliseconds * 1_000_000))
  }

  func testNapsFollowEachOtherWhileAnAnswerIsWaitedFor() async throws {
    let naps = Locked(0)
    let several = expectation(description: "some naps")
    let damper = spinning {
      let count = naps.withLock { count in
        count += 1
        return count
      }
      if count == 5 { several.fulfill() }
    }
    let exchange = try exchange()
    damper.add(exchange)
    await fulfillment(of: [several], timeout: 20)
    damper.remove(exchange)
  }

  func testNobodyNapsWhileABodyIsBeingSent() async throws {
    let damper = spinning { XCTFail("a nap") }
    let sending = try exchange(bodyLength: 10)
    let waiting = try exchange()
    damper.add(waiting)
    damper.add(sending)
    sending.didSend(1)
    // Other work of the same kind goes through many samples meanwhile.
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
    damper.remove(waiting)
    damper.remove(sending)
  }

  func testNobodyNapsWhereNothingSpins() async throws {
    let asked = expectation(description: "asked some times")
    let count = Locked(0)
    let damper = SpinDamper(
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
    damper.add(exchange)
    await fulfillment(of: [asked], timeout: 20)
    damper.remove(exchange)
  }

  func testOneThatWasNotSeenBeforeIsNotQuiet() throws {
    let exchange = try exchange()
    XCTAssertFalse(SpinDamper.isQuiet(nil, sample(exchange)))
    XCTAssertTrue(SpinDamper.isQuiet(sample(exchange), sample(exchange, at: 10)))
  }

  func testAnAnswerThatBeginsIsNotQuiet() throws {
    let exchange = try exchange()
    let before = sample(exchange)
    exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    XCTAssertFalse(SpinDamper.isQuiet(before, sample(exchange, at: 10)))
  }

  func testABodyThatTricklesIsQuietAndOneThatPoursIsNot() throws {
    let exchange = try exchange()
    exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    let before = sample(exchange)
    exchange.didReceive(Data(count: 100_000))
    XCTAssertTrue(
      SpinDamper.isQuiet(before, sample(exchange, at: 1)), "what fits into the socket's buffer")
    exchange.didReceive(Data(count: 300_000))
    XCTAssertFalse(SpinDamper.isQuiet(before, sample(exchange, at: 1)), "400 MB/s")
    XCTAssertTrue(SpinDamper.isQuiet(before, sample(exchange, at: 10)), "40 MB/s")
  }
}
#endif
