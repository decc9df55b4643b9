import Foundation
import XCTest

@testable import MemoriesKit

final class QueueExecutorTests: XCTestCase {
  private static let key = DispatchSpecificKey<String>()

  /// An actor that says what its queue was marked with.
  private actor Probe {
    let executor = QueueExecutor(label: "QueueExecutorTests")

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func mark() -> String? {
      DispatchQueue.getSpecific(key: QueueExecutorTests.key)
    }
  }

  func testAnActorRunsOnItsQueueAndItsCallersDoNot() async {
    let probe = Probe()
    probe.executor.queue.setSpecific(key: Self.key, value: "its own")
    let inside = await probe.mark()
    XCTAssertEqual(inside, "its own")
    let outside = await currentMark()
    XCTAssertNil(outside)
  }

  private func currentMark() async -> String? {
    DispatchQueue.getSpecific(key: Self.key)
  }
}
