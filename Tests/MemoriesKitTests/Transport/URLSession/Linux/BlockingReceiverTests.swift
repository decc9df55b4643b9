import Foundation
import XCTest

@testable import MemoriesKit

#if !canImport(Darwin)
final class BlockingReceiverTests: XCTestCase {
  private func exchange(maximumByteCount: Int64? = nil) throws -> Exchange {
    let exchange = Exchange(
      HTTPRequest(
        method: "GET", url: try XCTUnwrap(URL(string: "https://example.org")), headers: [],
        maximumByteCount: maximumByteCount, elapsed: { .zero }),
      bounds: ReceiveBuffer.Bounds(
        capacity: 100, resumeBelow: 25, maximumRead: 40, minimumRead: 1, joinedSize: 20))
    exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    return exchange
  }

  private func piece(_ count: Int, of byte: UInt8 = 1) -> Data {
    Data(repeating: byte, count: count)
  }

  /// Receives on a thread of its own, as an engine does.
  private func receive(_ piece: Data, _ receiver: BlockingReceiver) -> XCTestExpectation {
    let through = expectation(description: "the bringer went on")
    Thread.detachNewThread {
      receiver.receive(piece)
      through.fulfill()
    }
    return through
  }

  func testTheBringerWaitsUntilThreeQuartersAreTaken() async throws {
    let exchange = try exchange()
    let receiver = BlockingReceiver(exchange, patience: nil)
    for _ in 0..<9 { receiver.receive(piece(10)) }
    let through = receive(piece(10), receiver)
    var taken = 0
    // The last piece comes on its own thread, and whoever asks before it is there waits for it.
    while taken < 100 { taken += try await exchange.next()?.reduce(0) { $0 + $1.count } ?? 0 }
    let next = receive(piece(10, of: 2), receiver)
    _ = try await exchange.next()
    await fulfillment(of: [through, next], timeout: 20)
  }

  func testTheBringerIsNotThroughBeforeThereIsRoom() async throws {
    let exchange = try exchange()
    let receiver = BlockingReceiver(exchange, patience: nil)
    for _ in 0..<9 { receiver.receive(piece(10)) }
    let isThrough = Locked(false)
    Thread.detachNewThread {
      receiver.receive(Data(count: 10))
      isThrough.withLock { $0 = true }
    }
    var taken = 0
    // However slow the thread is, it cannot be through while so much is here.
    while taken < 40 {
      taken += try await exchange.next()?.reduce(0) { $0 + $1.count } ?? 0
      XCTAssertFalse(isThrough.withLock { $0 } && taken < 40)
    }
    exchange.abort(CancellationError())
  }

  func testAnAbortFreesABringerThatWaits() async throws {
    let exchange = try exchange()
    let receiver = BlockingReceiver(exchange, patience: nil)
    for _ in 0..<9 { receiver.receive(piece(10)) }
    let through = receive(piece(10), receiver)
    exchange.abort(CancellationError())
    await fulfillment(of: [through], timeout: 20)
  }

  func testABringerWithoutPatienceUsesATemporaryFile() async throws {
    let exchange = try exchange()
    let receiver = BlockingReceiver(exchange, patience: .nanoseconds(0))
    var sent = Data()
    for index in 0..<200 {
      let next = piece(10, of: UInt8(index))
      sent += next
      // Would never return with nobody reading.
      receiver.receive(next)
    }
    var received = Data()
    for _ in 0..<3 { received += try await exchange.next()?.reduce(Data(), +) ?? Data() }
    // What comes now must stay behind what is in the file.
    receiver.receive(piece(10, of: 255))
    sent += piece(10, of: 255)
    receiver.end(nil)
    while let pieces = try await exchange.next() { received += pieces.reduce(Data(), +) }
    XCTAssertEqual(received, sent)
  }

  func testWhatIsSpilledCounts() async throws {
    let exchange = try exchange(maximumByteCount: 300)
    let receiver = BlockingReceiver(exchange, patience: .nanoseconds(0))
    for _ in 0..<30 { receiver.receive(piece(10)) }
    XCTAssertEqual(exchange.snapshot.bytesReceived, 300)
    XCTAssertFalse(exchange.isAborted)
    receiver.receive(piece(1))
    XCTAssertTrue(exchange.isAborted)
    XCTAssertEqual(exchange.snapshot.bytesReceived, 301)
  }

  func testWithoutATemporaryFileTheBringerWaitsAndNothingIsLost() async throws {
    let exchange = try exchange()
    let refused = expectation(description: "there is no temporary file")
    refused.assertForOverFulfill = false
    let receiver = BlockingReceiver(exchange, patience: .nanoseconds(0)) {
      () throws(FileFailure) in
      refused.fulfill()
      throw FileFailure(.create, "/tmp", .noSpace)
    }
    let sent = (0..<50).map { piece(10, of: UInt8($0)) }
    Thread.detachNewThread {
      for piece in sent { receiver.receive(piece) }
      receiver.end(nil)
    }
    await fulfillment(of: [refused], timeout: 20)
    var received = Data()
    while let pieces = try await exchange.next() { received += pieces.reduce(Data(), +) }
    XCTAssertEqual(received, sent.reduce(Data(), +))
  }

  func testAFailureComesBehindWhatWasSpilled() async throws {
    let exchange = try exchange()
    let receiver = BlockingReceiver(exchange, patience: .nanoseconds(0))
    for _ in 0..<50 { receiver.receive(piece(10)) }
    receiver.end(.connection(code: -1005, reason: "reset"))
    var count = 0
    do {
      while let pieces = try await exchange.next() { count += pieces.reduce(0) { $0 + $1.count } }
      XCTFail("nothing was thrown")
    } catch TransportFailure.connection(let code, _) {
      XCTAssertEqual(code, -1005)
    }
    XCTAssertEqual(count, 500)
  }
}
#endif
