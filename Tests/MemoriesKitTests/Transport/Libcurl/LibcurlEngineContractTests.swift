#if canImport(Glibc)
import XCTest

@testable import MemoriesKit

final class LibcurlEngineContractTests: XCTestCase {
  func testTheEngineKeepsTheContract() async throws {
    await EngineContract.check(try XCTUnwrap(LibcurlEngine(), Libcurl.problem ?? ""))
  }
}
#endif
