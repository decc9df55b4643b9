import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

/// Bodies that go through a pair of streams with the habits of Apple's.
final class PairedBodyTests: XCTestCase {
  private final class Source: Sendable {
    private let rest: Locked<Data>
    let isClosed: XCTestExpectation
    private let failure: FileFailure?

    init(_ content: Data, isClosed: XCTestExpectation, failure: FileFailure? = nil) {
      rest = Locked(content)
      self.isClosed = isClosed
      self.failure = failure
    }

    func body(_ length: Int) -> HTTPBody {
      HTTPBody(
        length: Int64(length),
        read: { [self] buffer in
          let piece = rest.withLock { rest in
            let piece = rest.prefix(buffer.count)
            rest = Data(rest.dropFirst(piece.count))
            return piece
          }
          if piece.isEmpty, let failure { throw failure }
          buffer.copyBytes(from: piece)
          return piece.count
        }, close: { [isClosed] in isClosed.fulfill() })
    }
  }

  private func exchange(_ length: Int) throws -> Exchange {
    let body = HTTPBody(length: Int64(length), read: { _ in 0 }, close: {})
    let exchange = Exchange(
      HTTPRequest(
        method: "POST", url: try XCTUnwrap(URL(string: "https://example.org")), headers: [],
        body: body, elapsed: { .zero }))
    XCTAssertTrue(exchange.willSend())
    return exchange
  }

  private func read(_ stream: InputStream, _ count: Int) -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while data.count < count {
      let size = stream.read(&buffer, maxLength: min(buffer.count, count - data.count))
      guard size > 0 else { break }
      data += buffer[..<size]
    }
    return data
  }

  func testWhatThePairHasTakenHasNotLeft() async throws {
    let content = Data((0..<600_000).map { UInt8(truncatingIfNeeded: $0) })
    let exchange = try exchange(content.count)
    let closed = expectation(description: "the body is closed")
    let body = PairedBody(
      Source(content, isClosed: closed).body(content.count), of: exchange, makePair: FakePair.make)
    let stream = try XCTUnwrap(body.stream())
    // The buffer fills by itself.
    while exchange.snapshot.bytesHandedOver < 256 << 10 { await Task.yield() }
    XCTAssertEqual(exchange.snapshot.bytesSent, 0)
    XCTAssertEqual(exchange.snapshot.phase, .connecting, "the limit for connecting applies")
    XCTAssertEqual(exchange.reach, .part)
    XCTAssertEqual(read(stream, content.count), content)
    XCTAssertEqual(exchange.snapshot.bytesSent, 600_000)
    XCTAssertEqual(exchange.snapshot.phase, .awaitingResponse)
    XCTAssertEqual(exchange.reach, .whole)
    await fulfillment(of: [closed], timeout: 20)
    body.end()
  }

  func testASmallBodyMayLeaveLater() async throws {
    let exchange = try exchange(10)
    let closed = expectation(description: "the body is closed")
    let body = PairedBody(
      Source(Data(count: 10), isClosed: closed).body(10), of: exchange, makePair: FakePair.make)
    _ = try XCTUnwrap(body.stream())
    await fulfillment(of: [closed], timeout: 20)
    // Nothing of it was sent, but this side cannot call it back.
    XCTAssertEqual(exchange.reach, .whole)
    exchange.didNeverBegin()
    XCTAssertEqual(exchange.reach, .nothing, "the system knows better")
    body.end()
  }

  func testItIsSentOnceOnly() throws {
    let exchange = try exchange(10)
    let closed = expectation(description: "the body is closed")
    let body = PairedBody(
      Source(Data(count: 10), isClosed: closed).body(10), of: exchange, makePair: FakePair.make)
    XCTAssertNotNil(body.stream())
    XCTAssertFalse(exchange.isAborted)
    XCTAssertNil(body.stream())
    XCTAssertTrue(exchange.isAborted)
    body.end()
    wait(for: [closed], timeout: 20)
  }

  func testABodyThatWasNeverAskedForIsClosed() throws {
    let exchange = try exchange(10)
    let closed = expectation(description: "the body is closed")
    let body = PairedBody(
      Source(Data(count: 10), isClosed: closed).body(10), of: exchange, makePair: FakePair.make)
    body.end()
    wait(for: [closed], timeout: 20)
    XCTAssertNil(body.stream(), "the task is over")
  }

  func testAReadErrorIsNoEndOfTheBody() async throws {
    let exchange = try exchange(100)
    let isCancelled = expectation(description: "the task is cancelled")
    exchange.didStart { isCancelled.fulfill() }
    let closed = expectation(description: "the body is closed")
    let source = Source(
      Data(count: 60), isClosed: closed, failure: FileFailure(.read, "a", errorNumber: EIO))
    let ends = Locked<[String]>([])
    let body = PairedBody(source.body(100), of: exchange) { _ in
      StreamPair(source: InputStream(data: Data()), sink: LoggingSink(ends: ends))
    }
    XCTAssertNotNil(body.stream())
    await fulfillment(of: [isCancelled], timeout: 20)
    XCTAssertFalse(ends.withLock { $0.contains("closed") }, "a short body")
    body.end()
    await fulfillment(of: [closed], timeout: 20)
    XCTAssertEqual(ends.withLock { $0 }, ["opened", "60", "abandoned", "closed"])
  }

  private struct LoggingSink: BodySink {
    let ends: Locked<[String]>

    func open() { ends.withLock { $0.append("opened") } }
    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
      ends.withLock { $0.append("\(bytes.count)") }
      return bytes.count
    }
    func abandon() { ends.withLock { $0.append("abandoned") } }
    func close() { ends.withLock { $0.append("closed") } }
  }
}
