import XCTest

@testable import MemoriesKit

final class RetryBudgetTests: XCTestCase {
  private static func spends(_ budget: RetryBudget, atMost limit: Int = 1000) -> Int {
    (0..<limit).prefix { _ in budget.spend() }.count
  }

  func testARepetitionCostsOne() {
    let budget = RetryBudget(capacity: 3)
    XCTAssertEqual(Self.spends(budget), 3)
    XCTAssertFalse(budget.spend())
  }

  func testTenSuccessesPayForOneRepetition() {
    let budget = RetryBudget(capacity: 1)
    XCTAssertTrue(budget.spend())
    for _ in 0..<9 { budget.succeeded() }
    XCTAssertFalse(budget.spend())
    // One more than ten, because ten times a tenth is a little less than one.
    for _ in 0..<2 { budget.succeeded() }
    XCTAssertTrue(budget.spend())
    XCTAssertFalse(budget.spend())
  }

  func testSuccessesAreNotSavedBeyondTheCapacity() {
    let budget = RetryBudget(capacity: 2)
    for _ in 0..<1000 { budget.succeeded() }
    XCTAssertEqual(Self.spends(budget), 2)
  }

  func testWithoutABudgetNothingIsRepeated() {
    for capacity in [0, -1, .min] {
      let budget = RetryBudget(capacity: capacity)
      XCTAssertFalse(budget.spend())
      for _ in 0..<100 { budget.succeeded() }
      XCTAssertFalse(budget.spend())
    }
  }

  func testTasksShareOneBudget() async {
    let budget = RetryBudget(capacity: 50)
    let spent = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { Self.spends(budget, atMost: 20) } }
      return await group.reduce(0, +)
    }
    XCTAssertEqual(spent, 50)
  }
}
