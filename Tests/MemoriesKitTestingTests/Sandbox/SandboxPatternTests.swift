import Foundation
import MemoriesKitTesting
import XCTest

final class SandboxPatternTests: XCTestCase {
  func testBytesDependOnTheOffsetAlone() {
    let whole = Sandbox.Pattern.data(at: 0, count: 700_000)
    for offset in [1, 65_520, 65_521, 262_144, 400_000] {
      let slice = Sandbox.Pattern.data(at: Int64(offset), count: 200_000)
      XCTAssertTrue(slice == whole.dropFirst(offset).prefix(200_000), "\(offset)")
      XCTAssertTrue(Sandbox.Pattern.matches(slice, at: Int64(offset)))
    }
    XCTAssertTrue(Sandbox.Pattern.matches(Sandbox.Pattern.data(at: 5 << 30, count: 9), at: 5 << 30))
  }

  func testAnyDifferenceIsNoticed() {
    var data = Sandbox.Pattern.data(at: 0, count: 300_000)
    XCTAssertFalse(Sandbox.Pattern.matches(data, at: 1))
    XCTAssertFalse(Sandbox.Pattern.matches(data, at: 65_536))
    data[299_999] ^= 1
    XCTAssertFalse(Sandbox.Pattern.matches(data))
  }
}
