import XCTest

@testable import MemoriesKit

final class DriftTests: XCTestCase {
  func testWritesThePathAsText() {
    let path: [any CodingKey] = [
      LenientKey(stringValue: "data"), LenientKey(stringValue: "videos"), LenientKey(intValue: 3),
      LenientKey(stringValue: "status"),
    ]
    let drift = Drift(.unknownValue, at: path, value: .string("NEW"), reason: "new")
    XCTAssertEqual(drift.path, "data.videos[3].status")
    XCTAssertEqual(
      drift.description, #"unknown value at data.videos[3].status: new in "NEW""#)
  }

  func testKeepsPathAndExcerptShortAndPrintable() {
    let name = "\u{1B}[2J\u{202E}" + String(repeating: "x", count: 1000)
    let drift = Drift(
      .skippedElement, at: [LenientKey(stringValue: name)], value: .string(name), reason: "")
    for text in [drift.path, drift.excerpt] {
      XCTAssertLessThanOrEqual(text.count, 80)
      XCTAssertTrue(text.contains(#"\u001b[2J\u202e"#))
      XCTAssertFalse(text.contains("\u{1B}"))
    }
  }

  func testNamesThePlaceInsideWhereReadingFailed() throws {
    struct Model: Decodable {
      struct Inner: Decodable { let count: Int }
      let inner: Inner
    }
    let drift = DriftLog()
    _ = try decodeLeniently([Model].self, #"[{"inner":{"count":"x"}}]"#, drift: drift)
    XCTAssertEqual(drift.entries.map(\.path), ["[0]"])
    XCTAssertEqual(drift.entries.map(\.reason), [#"inner.count: expected Int, found "x""#])
  }
}
