import Foundation
import XCTest

@testable import MemoriesKitTesting

final class ChecksumTests: XCTestCase {
  func testKnownValues() {
    XCTAssertEqual(Sandbox.checksum(Data()), 0)
    XCTAssertEqual(Sandbox.checksum(Data("123456789".utf8)), 0xcbf4_3926)
    XCTAssertEqual(
      Sandbox.checksum(Data("The quick brown fox jumps over the lazy dog".utf8)), 0x414f_a339)
  }

  func testPiecesOfAnyLengthAddUp() {
    let data = Sandbox.Pattern.data(at: 0, count: 1000)
    for length in 1...17 {
      var checksum = Checksum()
      for start in stride(from: 0, to: data.count, by: length) {
        data[start..<min(start + length, data.count)].withUnsafeBytes { checksum.update($0) }
      }
      XCTAssertEqual(checksum.value, Sandbox.checksum(data), "\(length)")
    }
  }
}
