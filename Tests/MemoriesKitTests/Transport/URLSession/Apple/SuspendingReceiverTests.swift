import Foundation
import XCTest

@testable import MemoriesKit

/// A stand-in for a task tells when it was suspended and resumed.
final class SuspendingReceiverTests: XCTestCase {
  private final class FakeTask: Sendable {
    private let log = Locked<[String]>([])
    private let queue = DispatchQueue(label: "SuspendingReceiverTests")
    private let pieceCount = Locked<UInt8>(0)
    let exchange: Exchange

    var words: [String] { log.withLock { $0 } }

    init() throws {
      exchange = Exchange(
        HTTPRequest(
          method: "GET", url: try XCTUnwrap(URL(string: "https://example.org")), headers: [],
          elapsed: { .zero }),
        bounds: ReceiveBuffer.Bounds(
          capacity: 100, resumeBelow: 25, maximumRead: 40, minimumRead: 1, joinedSize: 20))
      exchange.didReceive(HTTPHead(status: 200, headers: ResponseHeaders()))
    }

    func receiver(
      makeSpillFile: @escaping @Sendable () throws(FileFailure) -> SpillFile = {
        () throws(FileFailure) in try SpillFile()
      }
    ) -> SuspendingReceiver {
      SuspendingReceiver(
        exchange, suspend: { [log] in log.withLock { $0.append("suspend") } },
        resume: { [log] in log.withLock { $0.append("resume") } }, makeSpillFile: makeSpillFile,
        queue: queue)
    }

    /// Brings pieces, and returns when the receiver has put each in its place. A reader that began
    /// before would decide by chance whether there is room.
    func bring(_ count: Int, to receiver: SuspendingReceiver) -> Data {
      var sent = Data()
      for _ in 0..<count {
        let number = pieceCount.withLock { number in
          number &+= 1
          return number
        }
        let piece = Data(repeating: number, count: 10)
        sent += piece
        receiver.receive(piece)
      }
      queue.sync {}
      return sent
    }

    func rest() async throws -> Data {
      var all = Data()
      while let chunks = try await exchange.next() { for chunk in chunks { all += chunk } }
      return all
    }
  }

  func testNothingIsLostAndTheBringerNeverWaits() async throws {
    let task = try FakeTask()
    let receiver = task.receiver()
    // With nobody reading, a bringer that waits would never return.
    let sent = task.bring(300, to: receiver)
    receiver.end(nil)
    let received = try await task.rest()
    XCTAssertEqual(received, sent)
    XCTAssertEqual(task.words, ["suspend"], "a task that has ended needs no resuming")
    XCTAssertEqual(task.exchange.snapshot.bytesReceived, 3000)
  }

  func testATaskGoesOnWhenTheReaderHasCaughtUp() async throws {
    let task = try FakeTask()
    let receiver = task.receiver()
    let sent = task.bring(30, to: receiver)
    async let received = task.rest()
    while task.words.last != "resume" { await Task.yield() }
    receiver.end(nil)
    let all = try await received
    XCTAssertEqual(all, sent)
    XCTAssertEqual(task.words, ["suspend", "resume"])
  }

  func testAFullDiskLosesNothingEither() async throws {
    let task = try FakeTask()
    let receiver = task.receiver { () throws(FileFailure) in
      throw FileFailure(.create, "/tmp", errorNumber: ENOSPC)
    }
    let sent = task.bring(100, to: receiver)
    receiver.end(nil)
    let received = try await task.rest()
    XCTAssertEqual(received, sent)
    XCTAssertEqual(task.words, ["suspend"])
  }

  /// A disk that takes the first bytes, has no room for some, and then has room again.
  func testTheOrderIsThatOfArrivalBehindADiskThatWasFullForAWhile() async throws {
    let task = try FakeTask()
    let receiver = task.receiver()
    var sent = task.bring(15, to: receiver)
    let limit = try LoweredLimit.emptyFiles()
    sent += task.bring(20, to: receiver)
    limit.restore()
    sent += task.bring(20, to: receiver)
    receiver.end(nil)
    let received = try await task.rest()
    XCTAssertEqual(received, sent)
  }

  func testAFailureComesAfterWhatWasReceived() async throws {
    let task = try FakeTask()
    let receiver = task.receiver()
    let sent = task.bring(50, to: receiver)
    receiver.end(.connection(code: -1005, reason: "lost"))
    var received = Data()
    do {
      while let chunks = try await task.exchange.next() {
        for chunk in chunks { received += chunk }
      }
      XCTFail("the failure is lost")
    } catch is TransportFailure {}
    XCTAssertEqual(received, sent)
  }

  func testAnAbortedExchangeEnds() async throws {
    let task = try FakeTask()
    let receiver = task.receiver()
    _ = task.bring(50, to: receiver)
    task.exchange.abort(CancellationError())
    receiver.end(nil)
    do {
      _ = try await task.rest()
      XCTFail("nothing was thrown")
    } catch is CancellationError {}
  }
}
