import Foundation
import MemoriesKit
import XCTest

final class LockedTests: XCTestCase {
  func testNoChangeIsLostAmongThreads() {
    let count = Locked(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<5000 { count.withLock { $0 += 1 } }
    }
    XCTAssertEqual(count.withLock { $0 }, 20_000)
  }

  func testAnErrorLetsTheLockGo() {
    struct Failure: Error {}
    let value = Locked(1)
    XCTAssertThrowsError(try value.withLock { _ in throw Failure() })
    XCTAssertEqual(value.withLock { $0 }, 1)
  }
}
