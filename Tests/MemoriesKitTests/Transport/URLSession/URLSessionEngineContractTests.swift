import XCTest

@testable import MemoriesKit

final class URLSessionEngineContractTests: XCTestCase {
  func testTheEngineKeepsTheContract() async {
    await EngineContract.check(URLSessionEngine.shared())
  }
}
