import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

final class RatePacerTests: XCTestCase {
  private let clock = TestClock()

  private func pacer(_ limits: [OperationTraits.RateGroup: OperationTraits.RateLimit] = [:])
    -> RatePacer
  {
    RatePacer(limits: limits, clock: clock)
  }

  private func turn(
    _ pacer: RatePacer, _ group: OperationTraits.RateGroup = .search, within limit: Duration? = nil,
    file: StaticString = #filePath, line: UInt = #line
  ) throws -> RatePacer.Turn {
    try XCTUnwrap(pacer.turn(for: group, within: limit), file: file, line: line)
  }

  /// How long the next calls would have to wait, each taking its turn.
  private func waits(
    _ pacer: RatePacer, _ group: OperationTraits.RateGroup = .search, count: Int = 1
  ) throws -> [Duration] {
    try (0..<count).map { _ in try turn(pacer, group).wait }
  }

  /// A pacer that has met its first refusal, and so lets one search go each second.
  private func refusedPacer() throws -> RatePacer {
    let pacer = pacer()
    pacer.refused(try turn(pacer), retryAfter: nil)
    return pacer
  }

  // MARK: Learning

  func testNothingIsPacedBeforeTheFirstRefusal() throws {
    let pacer = pacer()
    XCTAssertEqual(try waits(pacer, count: 1000), Array(repeating: .zero, count: 1000))
    pacer.succeeded(.search)
    XCTAssertEqual(try waits(pacer), [.zero])
  }

  func testTheFirstRefusalBringsTheStrictestPublishedRate() throws {
    let intervals: [(OperationTraits.RateGroup, Duration)] = [
      (.upload, .seconds(60)), (.search, .seconds(1)), (.list, .milliseconds(200)),
      (.download, .seconds(5)),
    ]
    for (group, interval) in intervals {
      let pacer = pacer()
      pacer.refused(try turn(pacer, group), retryAfter: nil)
      XCTAssertEqual(
        try waits(pacer, group, count: 3), [interval, interval * 2, interval * 3], "\(group)")
    }
  }

  func testTurnsComeAroundWithTheClock() throws {
    let pacer = try refusedPacer()
    XCTAssertEqual(try waits(pacer, count: 2), [.seconds(1), .seconds(2)])
    clock.advance(by: .seconds(2))
    XCTAssertEqual(try waits(pacer), [.seconds(1)])
    clock.advance(by: .seconds(10))
    // Turns that nobody took are not saved up.
    XCTAssertEqual(try waits(pacer, count: 2), [.zero, .seconds(1)])
  }

  func testEachFurtherRefusalHalvesTheRateDownToOneCallInTwoMinutes() throws {
    let pacer = try refusedPacer()
    var intervals: [Duration] = []
    for _ in 0..<9 {
      clock.advance(by: .seconds(1000))
      pacer.refused(try turn(pacer), retryAfter: nil)
      intervals.append(try turn(pacer).wait)
    }
    XCTAssertEqual(intervals, [2, 4, 8, 16, 32, 64, 120, 120, 120].map { Duration.seconds($0) })
  }

  func testCallsThatLeftTogetherSlowThePaceOnce() throws {
    let pacer = pacer()
    let volley = try (0..<100).map { _ in try turn(pacer) }
    for turn in volley { pacer.refused(turn, retryAfter: nil) }
    XCTAssertEqual(try waits(pacer, count: 2), [.seconds(1), .seconds(2)])
  }

  func testSuccessRaisesTheRateAndAtLastEndsThePacing() throws {
    let pacer = try refusedPacer()
    var interval = Duration.seconds(1)
    var successes = 0
    while interval >= .milliseconds(100) {
      clock.advance(by: .seconds(1000))
      XCTAssertEqual(try waits(pacer, count: 2)[1], interval)
      pacer.succeeded(.search)
      successes += 1
      interval = interval * 0.9
      XCTAssertLessThan(successes, 100)
    }
    XCTAssertEqual(successes, 22)
    XCTAssertEqual(try waits(pacer, count: 5), Array(repeating: .zero, count: 5))
  }

  func testAForgottenPaceIsLearnedAnew() throws {
    let pacer = try refusedPacer()
    for _ in 0..<22 { pacer.succeeded(.search) }
    clock.advance(by: .seconds(1000))
    pacer.refused(try turn(pacer), retryAfter: nil)
    XCTAssertEqual(try waits(pacer), [.seconds(1)])
  }

  // MARK: What the service asks for

  func testNobodyLeavesBeforeTheTimeTheServiceNames() throws {
    let pacer = pacer()
    pacer.refused(try turn(pacer), retryAfter: .seconds(20))
    XCTAssertEqual(try waits(pacer, count: 2), [.seconds(20), .seconds(21)])
  }

  func testAShorterWishDoesNotReplaceALongerOne() throws {
    let pacer = pacer()
    let volley = try (0..<2).map { _ in try turn(pacer) }
    pacer.refused(volley[0], retryAfter: .seconds(20))
    pacer.refused(volley[1], retryAfter: .seconds(3))
    XCTAssertEqual(try waits(pacer), [.seconds(20)])
  }

  // MARK: Fairness

  func testTurnsAreInTheOrderOfAsking() throws {
    let pacer = try refusedPacer()
    let waits = try waits(pacer, count: 50)
    XCTAssertEqual(waits, (1...50).map { Duration.seconds($0) })
  }

  func testGroupsDoNotWaitForEachOther() throws {
    let pacer = try refusedPacer()
    XCTAssertEqual(try waits(pacer, .upload, count: 3), [.zero, .zero, .zero])
    XCTAssertEqual(try waits(pacer, OperationTraits.RateGroup("another")), [.zero])
    pacer.succeeded(.upload)
    XCTAssertEqual(try waits(pacer), [.seconds(1)])
  }

  // MARK: Turns that are not used

  func testATurnThatWouldComeTooLateIsNotTaken() throws {
    let pacer = try refusedPacer()
    XCTAssertEqual(try turn(pacer, within: .seconds(1)).wait, .seconds(1))
    for _ in 0..<10 { XCTAssertNil(pacer.turn(for: .search, within: .milliseconds(1999))) }
    XCTAssertEqual(try turn(pacer, within: .seconds(2)).wait, .seconds(2))
  }

  func testATurnThatIsGivenBackIsFreeForTheNext() throws {
    let pacer = try refusedPacer()
    pacer.cancel(try turn(pacer))
    XCTAssertEqual(try waits(pacer), [.seconds(1)])
  }

  func testManyTurnsGivenBackInAnyOrderKeepNobodyWaiting() throws {
    let pacer = try refusedPacer()
    for turn in try (0..<100).map({ _ in try turn(pacer) }).shuffled() { pacer.cancel(turn) }
    XCTAssertEqual(try waits(pacer), [.seconds(1)])
  }

  func testAGivenBackTurnDoesNotShortenTheDistanceToTheCallBeforeIt() throws {
    let pacer = try refusedPacer()
    _ = try turn(pacer)
    clock.advance(by: .milliseconds(1100))
    pacer.cancel(try turn(pacer))
    XCTAssertEqual(try waits(pacer), [.milliseconds(900)])
  }

  func testATurnOfAnUnpacedGroupIsGivenBackWithoutAnEffect() throws {
    let pacer = pacer()
    pacer.cancel(try turn(pacer))
    XCTAssertEqual(try waits(pacer, count: 2), [.zero, .zero])
  }

  // MARK: Limits set by hand

  func testALimitSetByHandIsKeptFromTheStart() throws {
    let pacer = pacer([.search: OperationTraits.RateLimit(2, per: .seconds(1))])
    XCTAssertEqual(
      try waits(pacer, count: 3), [.zero, .milliseconds(500), .seconds(1)])
    XCTAssertEqual(try waits(pacer, .upload, count: 2), [.zero, .zero])
  }

  func testALimitSetByHandIsNeverForgotten() throws {
    let pacer = pacer([.search: OperationTraits.RateLimit(2, per: .seconds(1))])
    _ = try turn(pacer)
    for _ in 0..<100 { pacer.succeeded(.search) }
    XCTAssertEqual(try waits(pacer), [.milliseconds(500)])
  }

  func testALimitSetByHandSlowsDownAndRecoversToItself() throws {
    let pacer = pacer([.search: OperationTraits.RateLimit(2, per: .seconds(1))])
    pacer.refused(try turn(pacer), retryAfter: .zero)
    XCTAssertEqual(try waits(pacer), [.seconds(1)])
    for _ in 0..<100 { pacer.succeeded(.search) }
    clock.advance(by: .seconds(10))
    XCTAssertEqual(try waits(pacer, count: 2), [.zero, .milliseconds(500)])
  }

  func testALimitSlowerThanAnyPaceIsNotExceededAfterARefusal() throws {
    let pacer = pacer([.upload: OperationTraits.RateLimit(1, per: .seconds(600))])
    pacer.refused(try turn(pacer, .upload), retryAfter: nil)
    XCTAssertEqual(try waits(pacer, .upload), [.seconds(600)])
  }

  // MARK: Many tasks

  func testNoTwoTasksGetTheSameTurn() async throws {
    let pacer = try refusedPacer()
    let waits = await withTaskGroup(of: [Duration].self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<50).compactMap { _ in pacer.turn(for: .search)?.wait } }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    XCTAssertEqual(waits.sorted(), (1...400).map { Duration.seconds($0) })
  }
}
