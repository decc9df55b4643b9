import Foundation
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class SessionPoolTests: XCTestCase {
  private let made = Locked(0)

  // One session for all, because sessions are never let go of.
  private static let lane = SessionLane(
    session: URLSession(configuration: .ephemeral), delegate: SessionDelegate())

  private func pool() -> SessionPool {
    SessionPool { [made] in
      made.withLock { $0 += 1 }
      return Self.lane
    }
  }

  func testALaneWithoutAConnectionIsUsedAgain() {
    let pool = pool()
    for _ in 0..<3 { pool.giveBack(pool.take(), hasNoConnection: true) }
    XCTAssertEqual(made.withLock { $0 }, 1)
  }

  func testALaneThatMayHaveAConnectionRests() {
    let pool = pool()
    for _ in 0..<3 { pool.giveBack(pool.take(), hasNoConnection: false) }
    XCTAssertEqual(made.withLock { $0 }, 3)
  }

  func testThereIsABoundToWhatRests() {
    let pool = pool()
    for _ in 0..<100 { pool.giveBack(pool.take(), hasNoConnection: false) }
    XCTAssertEqual(made.withLock { $0 }, 32)
  }

  func testALaneInUseIsNotGivenToAnother() {
    let pool = pool()
    _ = pool.take()
    _ = pool.take()
    XCTAssertEqual(made.withLock { $0 }, 2)
  }
}
