import Foundation
import XCTest

@testable import MemoriesKit

final class SpillFileTests: XCTestCase {
  func testGivesBackWhatItWasGivenInOrder() throws {
    let overflow = try SpillFile()
    XCTAssertTrue(overflow.isEmpty)
    let first = Data((0..<1_500_000).map { UInt8(truncatingIfNeeded: $0) })
    try overflow.append(first)
    var back = try overflow.removeFirst()
    XCTAssertFalse(overflow.isEmpty)
    try overflow.append(Data([9, 9]))
    while !overflow.isEmpty { back += try overflow.removeFirst() }
    XCTAssertEqual(back, first + Data([9, 9]))
  }

  #if os(Linux)
  func testLeavesNoNameAndNoDescriptor() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    let files = Set(try temporaryFiles())
    do {
      let overflow = try SpillFile()
      try overflow.append(Data([1]))
      XCTAssertEqual(Set(try temporaryFiles()).subtracting(files), [])
    }
    XCTAssertEqual(
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count, before)
  }

  private func temporaryFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: FileManager.default.temporaryDirectory.path
    ).filter { $0.hasPrefix("MemoriesKit-") && $0.count == "MemoriesKit-XXXXXX".count }
  }
  #endif
}
