import Foundation
import XCTest

@testable import MemoriesKit

final class ReceiveBufferTests: XCTestCase {
  private let small = ReceiveBuffer.Bounds(
    capacity: 100, resumeBelow: 25, maximumRead: 40, minimumRead: 1, joinedSize: 20)

  private func piece(_ count: Int, of byte: UInt8 = 1) -> Data {
    Data(repeating: byte, count: count)
  }

  private func joined(_ pieces: [Data]?) -> Data? {
    pieces.map { $0.reduce(Data(), +) }
  }

  func testGivesWhatArrivedInOrder() async throws {
    let buffer = ReceiveBuffer()
    buffer.append(piece(3, of: 1))
    buffer.append(piece(3, of: 2))
    buffer.append(piece(3, of: 3))
    buffer.finish(nil)
    var all = Data()
    while let pieces = try await buffer.next() { all += pieces.reduce(Data(), +) }
    XCTAssertEqual(all, Data([1, 1, 1, 2, 2, 2, 3, 3, 3]))
  }

  func testAReaderMayComeFirst() async throws {
    let buffer = ReceiveBuffer(small)
    async let first = buffer.next()
    buffer.append(piece(5))
    let pieces = try await first
    XCTAssertEqual(joined(pieces), piece(5))
  }

  func testAReaderIsNotWokenForLittle() async throws {
    var bounds = small
    bounds.minimumRead = 20
    let buffer = ReceiveBuffer(bounds)
    async let first = buffer.next()
    for _ in 0..<3 { buffer.append(piece(8)) }
    let pieces = try await first
    XCTAssertGreaterThanOrEqual(joined(pieces)?.count ?? 0, 20)
  }

  func testAReaderThatWasNotWokenGetsTheRestAtTheEnd() async throws {
    var bounds = small
    bounds.minimumRead = 20
    let buffer = ReceiveBuffer(bounds)
    async let first = buffer.next()
    buffer.append(piece(8))
    buffer.finish(TransportFailure.connection(code: -1, reason: "cut"))
    let pieces = try await first
    XCTAssertEqual(joined(pieces), piece(8))
    do {
      _ = try await buffer.next()
      XCTFail("nothing was thrown")
    } catch TransportFailure.connection {}
  }

  func testGivesAPortionAtATime() async throws {
    let buffer = ReceiveBuffer(small)
    for byte in 0..<9 { buffer.append(piece(10, of: UInt8(byte))) }
    var sizes: [Int] = []
    buffer.finish(nil)
    while let pieces = try await buffer.next() { sizes.append(joined(pieces)?.count ?? 0) }
    XCTAssertEqual(sizes.reduce(0, +), 90)
    XCTAssertTrue(sizes.allSatisfy { $0 < 80 }, "\(sizes)")
  }

  func testJoinsPiecesUpToAStep() async throws {
    let buffer = ReceiveBuffer(small)
    for _ in 0..<9 { buffer.append(piece(5)) }
    buffer.finish(nil)
    var sizes: [Int] = []
    while let pieces = try await buffer.next() { sizes += pieces.map(\.count) }
    XCTAssertEqual(sizes, [5, 20, 20])
  }

  func testWhatArrivedIsGivenBeforeTheFailure() async throws {
    let buffer = ReceiveBuffer()
    buffer.append(piece(5))
    buffer.finish(TransportFailure.connection(code: -1, reason: "cut"))
    let pieces = try await buffer.next()
    XCTAssertEqual(joined(pieces), piece(5))
    do {
      _ = try await buffer.next()
      XCTFail("nothing was thrown")
    } catch TransportFailure.connection(let code, _) {
      XCTAssertEqual(code, -1)
    }
  }

  func testAnAbortDropsWhatArrived() async throws {
    let buffer = ReceiveBuffer()
    buffer.append(piece(5))
    buffer.abort(CancellationError())
    buffer.append(piece(5))
    do {
      _ = try await buffer.next()
      XCTFail("nothing was thrown")
    } catch is CancellationError {}
  }

  func testTellsWhenThereIsNoRoomAndCallsWhenThereIsAgain() async throws {
    let buffer = ReceiveBuffer(small)
    for _ in 0..<9 { XCTAssertTrue(buffer.append(piece(10))) }
    XCTAssertFalse(buffer.append(piece(10)))
    let calls = Locked(0)
    buffer.whenThereIsRoom { calls.withLock { $0 += 1 } }
    var taken = 0
    while taken < 75 {
      XCTAssertEqual(calls.withLock { $0 }, 0)
      taken += joined(try await buffer.next())?.count ?? 0
    }
    // What was taken last counts until the reader comes back.
    buffer.finish(nil)
    while let pieces = try await buffer.next() { taken += joined(pieces)?.count ?? 0 }
    XCTAssertEqual(calls.withLock { $0 }, 1)
    XCTAssertEqual(taken, 100)
  }

  func testWhereThereIsRoomTheCallComesAtOnce() {
    let calls = Locked(0)
    ReceiveBuffer(small).whenThereIsRoom { calls.withLock { $0 += 1 } }
    XCTAssertEqual(calls.withLock { $0 }, 1)
  }

  func testAnAbortCallsWhoeverWaitsForRoom() {
    let buffer = ReceiveBuffer(small)
    for _ in 0..<10 { buffer.append(piece(10)) }
    let calls = Locked(0)
    buffer.whenThereIsRoom { calls.withLock { $0 += 1 } }
    buffer.abort(CancellationError())
    XCTAssertEqual(calls.withLock { $0 }, 1)
    XCTAssertTrue(buffer.append(piece(1000)))
  }

  func testTwoReadersBothComeToAnEnd() async throws {
    let buffer = ReceiveBuffer()
    async let first = buffer.next()
    async let second = buffer.next()
    buffer.append(piece(5))
    buffer.finish(nil)
    let taken = try await [first, second]
    XCTAssertEqual(taken.compactMap { joined($0) }, [piece(5)])
  }

  func testOfTwoReadersNoneGetsNothing() async throws {
    let buffer = ReceiveBuffer(small)
    async let first = buffer.next()
    async let second = buffer.next()
    for _ in 0..<2 { buffer.append(piece(50)) }
    let taken = try await [first, second]
    buffer.finish(nil)
    for pieces in taken { XCTAssertGreaterThanOrEqual(joined(pieces)?.count ?? 0, 50) }
  }
}
