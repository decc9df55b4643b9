import Foundation
import XCTest

@testable import MemoriesKit

#if !canImport(Darwin)
/// The contract with Foundation on Linux, which asks `hasBytesAvailable` and then `read`.
final class BodyStreamTests: XCTestCase {
  private struct Broken: Error {}

  private func stream(
    length: Int64, read: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws -> Int,
    close: @escaping @Sendable () -> Void = {}
  ) throws -> (BodyStream, Exchange) {
    let body = HTTPBody(length: length, read: read, close: close)
    let url = try XCTUnwrap(URL(string: "https://example.org"))
    let exchange = Exchange(
      HTTPRequest(method: "POST", url: url, headers: [], body: body, elapsed: { .zero }))
    return (BodyStream(body, for: exchange), exchange)
  }

  private func read(_ stream: InputStream, _ count: Int = 4) -> Int {
    var buffer = [UInt8](repeating: 0, count: count)
    return stream.read(&buffer, maxLength: count)
  }

  func testGivesTheBodyAndThenItsEnd() throws {
    let (stream, exchange) = try stream(length: 6, read: { min($0.count, 3) })
    stream.open()
    XCTAssertTrue(stream.hasBytesAvailable)
    XCTAssertEqual(read(stream), 3)
    XCTAssertEqual(exchange.snapshot.bytesSent, 3)
    XCTAssertEqual(read(stream), 3)
    XCTAssertFalse(stream.hasBytesAvailable)
    XCTAssertEqual(exchange.snapshot.phase, .awaitingResponse)
  }

  func testAnErrorIsNoEnd() throws {
    // `false` from `hasBytesAvailable` would be taken for the end, and a cut body for a whole one.
    let (stream, exchange) = try stream(length: 6, read: { _ in throw Broken() })
    stream.open()
    XCTAssertEqual(read(stream), -1)
    XCTAssertTrue(stream.hasBytesAvailable)
    XCTAssertEqual(read(stream), -1)
    XCTAssertTrue(exchange.isAborted)
  }

  func testTheExchangeKnowsWhetherAndHowFarTheBodyWasRead() throws {
    let pieces = Locked([3, 1])
    let (stream, exchange) = try stream(
      length: 6,
      read: { _ in
        guard let count = pieces.withLock({ $0.popLast() }) else { throw Broken() }
        return count
      })
    stream.open()
    XCTAssertFalse(exchange.snapshot.bodyWasRequested)
    for count in [1, 4, 4] {
      _ = read(stream)
      XCTAssertTrue(exchange.snapshot.bodyWasRequested)
      XCTAssertEqual(exchange.snapshot.bytesSent, Int64(count))
    }
  }

  func testNothingIsGivenAfterTheExchangeWasEnded() throws {
    let (stream, exchange) = try stream(length: 6, read: { min($0.count, 6) })
    stream.open()
    XCTAssertEqual(read(stream, 6), 6)
    // The system rewinds and asks again: it must fail rather than find an end.
    exchange.abort(TransportFailure.connection(code: -1005, reason: "lost"))
    XCTAssertTrue(stream.hasBytesAvailable)
    XCTAssertEqual(read(stream), -1)
  }

  func testABodyThatWasNotAskedForBeforeTheEndNeverLeaves() throws {
    let (stream, exchange) = try stream(length: 6, read: { min($0.count, 6) })
    stream.open()
    exchange.abort(CancellationError())
    XCTAssertEqual(read(stream), -1)
    XCTAssertFalse(exchange.snapshot.bodyWasRequested)
  }

  func testClosesTheBodyOnce() throws {
    let closed = Locked(0)
    let (stream, _) = try stream(
      length: 6, read: { _ in 1 }, close: { closed.withLock { $0 += 1 } })
    stream.open()
    stream.close()
    stream.close()
    XCTAssertEqual(closed.withLock { $0 }, 1)
  }
}
#endif
