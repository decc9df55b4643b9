import XCTest

@testable import MemoriesKit

final class DriftLogTests: XCTestCase {
  func testKeepsTheFirstEntriesAndCountsTheRest() throws {
    let log = DriftLog(limit: 2)
    XCTAssertEqual(try decodeLeniently([Int].self, #"["a","b","c","d",5]"#, drift: log), [5])
    XCTAssertEqual(log.entries.map(\.path), ["[0]", "[1]"])
    XCTAssertEqual(log.omittedCount, 2)
  }

  func testMakesNoEntryThatItWouldNotKeep() {
    let log = DriftLog(limit: 0)
    log.note {
      XCTFail("made for nothing")
      return Drift(.unknownValue, at: [], value: .null, reason: "")
    }
    XCTAssertEqual(log.omittedCount, 1)
  }
}
