import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class ProgressRelayTests: XCTestCase {
  func testOnlyTheLatestWaits() async {
    let relay = ProgressRelay()
    relay.post(progress(1))
    relay.post(progress(2))
    let latest = await relay.next()
    XCTAssertEqual(latest, progress(2))
    relay.post(progress(3))
    relay.finish()
    let last = await relay.next()
    XCTAssertEqual(last, progress(3))
    let end = await relay.next()
    XCTAssertNil(end)
  }

  func testWhoeverWaitsIsTold() async {
    let relay = ProgressRelay()
    async let first = relay.next()
    relay.post(progress(1))
    let told = await first
    XCTAssertEqual(told, progress(1))
    async let end = relay.next()
    relay.finish()
    let over = await end
    XCTAssertNil(over)
  }

  func testTheValueComesAfterTheLastReport() async throws {
    for _ in 0..<200 {
      var told: [Int64] = []
      let value = try await ProgressRelay.relaying(to: { told.append($0.completedByteCount) }) {
        report in
        for count in Int64(1)...20 { report(progress(count)) }
        return "done"
      }
      XCTAssertEqual(value, "done")
      XCTAssertEqual(told.last, 20)
      XCTAssertEqual(told, told.sorted())
    }
  }

  func testAnErrorComesAfterTheLastReport() async throws {
    struct Refusal: Error {}
    var told: [Int64] = []
    let error = try await thrownError {
      try await ProgressRelay.relaying(to: { told.append($0.completedByteCount) }) { report in
        report(progress(7))
        throw Refusal()
      }
    }
    XCTAssertTrue(error is Refusal, "\(error)")
    XCTAssertEqual(told, [7])
  }

  func testCancellingReachesTheTransferAndItsLastReportIsTold() async throws {
    let call = Task {
      var told: [Int64] = []
      do {
        _ = try await ProgressRelay.relaying {
          told.append($0.completedByteCount)
          withUnsafeCurrentTask { $0?.cancel() }
        } from: { report in
          report(progress(1))
          do {
            try await TestClock().sleep(until: TestClock.Instant(offset: .seconds(1)))
          } catch {
            report(progress(2))
            throw error
          }
        }
        XCTFail("the transfer went on")
      } catch {
        XCTAssertTrue(error is CancellationError, "\(error)")
      }
      return told
    }
    let told = await call.value
    XCTAssertEqual(told, [1, 2])
  }
}

private func progress(_ count: Int64) -> TransferProgress {
  TransferProgress(phase: .sending, completedByteCount: count)
}
