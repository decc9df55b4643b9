import XCTest

@testable import MemoriesKit

final class ExchangeQueueTests: XCTestCase {
  func testLetsSoManyInAndTheOthersInTheirOrder() {
    let queue = ExchangeQueue(limit: 2)
    let begun = Locked<[Int]>([])
    for number in 0..<5 {
      queue.enter { begun.withLock { $0.append(number) } }
    }
    XCTAssertEqual(begun.withLock { $0 }, [0, 1])
    queue.leave()
    XCTAssertEqual(begun.withLock { $0 }, [0, 1, 2])
    queue.leave()
    queue.leave()
    XCTAssertEqual(begun.withLock { $0 }, [0, 1, 2, 3, 4])
    for _ in 0..<2 { queue.leave() }
    queue.enter { begun.withLock { $0.append(5) } }
    XCTAssertEqual(begun.withLock { $0 }.last, 5)
  }

  func testWhatHasBegunIsLetGoAlsoWhileOthersAlwaysWait() {
    let queue = ExchangeQueue(limit: 1)
    queue.enter {}
    queue.enter {}
    weak var begun: NSObject?
    do {
      let held = NSObject()
      begun = held
      // An object that is not Sendable, which nobody uses.
      nonisolated(unsafe) let captured = held
      queue.enter { _ = captured }
    }
    queue.enter {}
    XCTAssertNotNil(begun)
    queue.leave()
    queue.leave()
    XCTAssertNil(begun)
  }
}
