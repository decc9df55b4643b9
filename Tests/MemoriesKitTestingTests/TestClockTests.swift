import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class TestClockTests: XCTestCase {
  func testASleeperWakesAtItsDeadlineAndNotBefore() async throws {
    let clock = TestClock()
    let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(9))
    XCTAssertEqual(clock.sleepers, 1)
    clock.advance(by: .seconds(1))
    XCTAssertEqual(clock.sleepers, 0)
    try await sleeper.value
    XCTAssertEqual(clock.now.offset, .seconds(10))
  }

  func testOnlyThoseWhoseDeadlineIsReachedWake() async throws {
    let clock = TestClock()
    let late = Task { try await clock.sleep(for: .seconds(2)) }
    let early = Task { try await clock.sleep(for: .seconds(1)) }
    await clock.waitForSleepers(2)
    clock.advance(by: .seconds(1))
    try await early.value
    XCTAssertEqual(clock.sleepers, 1)
    clock.advance(by: .seconds(1))
    try await late.value
  }

  @available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
  func testOneStepWakesTheEarliestDeadlineFirst() async throws {
    let clock = TestClock()
    let executor = OneByOne()
    let woken = Log()
    var tasks: [Task<Void, any Error>] = []
    for seconds in [3, 1, 2] {
      tasks.append(
        Task(executorPreference: executor) {
          try await clock.sleep(for: .seconds(seconds))
          woken.add(seconds)
        })
    }
    await clock.waitForSleepers(3)
    await executor.becomesIdle()
    clock.advance(by: .seconds(3))
    for task in tasks { try await task.value }
    XCTAssertEqual(woken.entries, [1, 2, 3])
  }

  func testCancellationWakesAtOnce() async throws {
    let clock = TestClock()
    let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
    await clock.waitForSleepers(1)
    sleeper.cancel()
    let result = await sleeper.result
    XCTAssertThrowsError(try result.get()) { XCTAssertTrue($0 is CancellationError) }
    XCTAssertEqual(clock.sleepers, 0)
  }

  func testACancelledTaskDoesNotFallAsleep() async throws {
    let clock = TestClock()
    let sleeper = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await clock.sleep(for: .seconds(10))
    }
    let result = await sleeper.result
    XCTAssertThrowsError(try result.get()) { XCTAssertTrue($0 is CancellationError) }
  }

  func testADeadlineThatHasPassedIsNotWaitedFor() async throws {
    let clock = TestClock()
    clock.advance(by: .seconds(5))
    try await clock.sleep(until: TestClock.Instant(offset: .seconds(5)))
    XCTAssertEqual(clock.sleepers, 0)
  }

  func testWaitingForSleepersEndsWhenCancelled() async throws {
    let clock = TestClock()
    let waiting = Task { await clock.waitForSleepers(1) }
    waiting.cancel()
    await waiting.value
  }
}

/// Runs the parts of tasks one after the other, in the order in which they become ready.
@available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
private final class OneByOne: TaskExecutor {
  private let queue = DispatchQueue(label: "OneByOne")

  /// Returns when what was ready has run as far as it can: a task that is among the sleepers may
  /// still be on its way to suspending.
  func becomesIdle() async {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume() }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

private final class Log: Sendable {
  private let list = Locked<[Int]>([])

  var entries: [Int] { list.withLock { $0 } }

  func add(_ entry: Int) {
    list.withLock { $0.append(entry) }
  }
}
