import TestSupport
import XCTest

@testable import MemoriesKit

final class URLSessionEngineContractTests: XCTestCase {
  func testTheEngineKeepsTheContract() async {
    await EngineContract.check(URLSessionEngine.shared())
  }

  func testItDoesSoWithBodiesAsOnApplesSystems() async {
    await EngineContract.check(URLSessionEngine.shared(makePair: FakePair.make))
  }
}
