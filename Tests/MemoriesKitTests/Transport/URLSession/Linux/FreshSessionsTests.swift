import Foundation
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

#if !canImport(Darwin)
final class FreshSessionsTests: XCTestCase {
  private struct State {
    var made = 0
    var now = Duration.zero
    /// What is to be called, and when.
    var scheduled: [(time: Duration, body: @Sendable () -> Void)] = []
  }

  private let state = Locked(State())

  // One session for all, because sessions are never let go of.
  private static let session = DelegatedSession(
    urlSession: URLSession(configuration: .ephemeral), delegate: SessionDelegate())

  private func pool(limit: Int = 100) -> FreshSessions {
    FreshSessions(
      limit: limit, elapsed: { [state] in state.withLock { $0.now } },
      schedule: { [state] wait, body in
        state.withLock { $0.scheduled.append(($0.now + wait, body)) }
      },
      { [state] in
        state.withLock { $0.made += 1 }
        return Self.session
      })
  }

  private var made: Int { state.withLock { $0.made } }

  private func advance(by time: Duration) {
    let due = state.withLock { state in
      state.now += time
      let due = state.scheduled.filter { $0.time <= state.now }
      state.scheduled.removeAll { $0.time <= state.now }
      return due
    }
    for call in due { call.body() }
  }

  /// Takes a lane that must be there at once.
  private func take(
    _ pool: FreshSessions, file: StaticString = #filePath, line: UInt = #line
  ) throws -> DelegatedSession {
    let taken = Locked<DelegatedSession?>(nil)
    pool.acquire { session in taken.withLock { $0 = session } }
    return try XCTUnwrap(taken.withLock { $0 }, file: file, line: line)
  }

  func testALaneWithoutAConnectionIsUsedAgain() throws {
    let pool = pool()
    for _ in 0..<3 { pool.release(try take(pool), hasNoConnection: true) }
    XCTAssertEqual(made, 1)
  }

  func testALaneThatMayHaveAConnectionRestsHoweverManyThereAre() throws {
    let pool = pool()
    for _ in 0..<100 { pool.release(try take(pool), hasNoConnection: false) }
    XCTAssertEqual(made, 100)
    advance(by: .seconds(119))
    let late = Locked(false)
    pool.acquire { _ in late.withLock { $0 = true } }
    XCTAssertFalse(late.withLock { $0 })
    advance(by: .seconds(1))
    XCTAssertTrue(late.withLock { $0 })
    XCTAssertEqual(made, 100)
  }

  func testALaneInUseIsNotGivenToAnother() throws {
    let pool = pool()
    _ = try take(pool)
    _ = try take(pool)
    XCTAssertEqual(made, 2)
  }

  func testWhoFindsNoneWaitsInTheOrderOfAsking() throws {
    let pool = pool(limit: 2)
    let (first, second) = (try take(pool), try take(pool))
    let begun = Locked<[Int]>([])
    for number in 0..<3 { pool.acquire { _ in begun.withLock { $0.append(number) } } }
    XCTAssertEqual(begun.withLock { $0 }, [])
    pool.release(first, hasNoConnection: true)
    XCTAssertEqual(begun.withLock { $0 }, [0])
    pool.release(second, hasNoConnection: false)
    XCTAssertEqual(begun.withLock { $0 }, [0])
    advance(by: FreshSessions.idleTime)
    XCTAssertEqual(begun.withLock { $0 }, [0, 1])
    pool.release(second, hasNoConnection: true)
    XCTAssertEqual(begun.withLock { $0 }, [0, 1, 2])
  }

  func testALaneThatBecomesUsableEarlierIsNoticed() throws {
    let pool = pool(limit: 2)
    let (first, second) = (try take(pool), try take(pool))
    let begun = Locked(0)
    for _ in 0..<2 { pool.acquire { _ in begun.withLock { $0 += 1 } } }
    pool.release(first, hasNoConnection: false)
    advance(by: .seconds(60))
    pool.release(second, hasNoConnection: false)
    advance(by: .seconds(60))
    XCTAssertEqual(begun.withLock { $0 }, 1)
    advance(by: .seconds(60))
    XCTAssertEqual(begun.withLock { $0 }, 2)
  }

  func testTheBoundFollowsTheDescriptorsOfTheProcess() {
    XCTAssertEqual(FreshSessions.limit(descriptors: 16), 4)
    XCTAssertEqual(FreshSessions.limit(descriptors: 256), 25)
    XCTAssertEqual(FreshSessions.limit(descriptors: 1024), 102)
    XCTAssertEqual(FreshSessions.limit(descriptors: .max), 128)
  }
}
#endif
