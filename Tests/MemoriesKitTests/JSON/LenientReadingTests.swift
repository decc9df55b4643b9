import XCTest

@testable import MemoriesKit

final class LenientReadingTests: XCTestCase {
  private struct Status: OpenValue {
    let rawValue: String
    init(rawValue: String) { self.rawValue = rawValue }
    static let known: Set<Status> = [Status(rawValue: "PARSE"), Status(rawValue: "0")]
  }

  private struct Callback: Decodable {
    let videoNo: String
    let status: Status?
  }

  func testReadsADocumentedWordWithoutANote() throws {
    let drift = DriftLog()
    let callback = try decodeLeniently(Callback.self, JSONDocumentedAnswers.callback, drift: drift)
    XCTAssertEqual(callback.videoNo, "VI554046065381212160")
    XCTAssertEqual(callback.status, Status(rawValue: "PARSE"))
    XCTAssertEqual(drift.entries, [])
  }

  func testKeepsAnUnknownWordAndNotesIt() throws {
    let drift = DriftLog()
    let text = JSONDocumentedAnswers.callback.replacing("PARSE", with: "REPARSE")
    let callback = try LenientDecoder.decode(
      Callback.self, from: JSONValue(parsing: text), at: ["callback"], drift: drift)
    XCTAssertEqual(callback.status?.rawValue, "REPARSE")
    XCTAssertEqual(
      drift.entries.map(\.description),
      [#"unknown value at callback.status: not a documented Status in "REPARSE""#])
  }

  func testTakesNumbersAsWords() throws {
    let drift = DriftLog()
    XCTAssertEqual(
      try decodeLeniently([Status].self, "[0,14,[]]", drift: drift).map(\.rawValue), ["0", "14"])
    XCTAssertEqual(drift.entries.map(\.kind), [.unknownValue, .skippedElement])
    XCTAssertEqual(drift.entries.map(\.path), ["[1]", "[2]"])
  }

  func testTakesAnOptionalWordAsAbsentWhenItIs() throws {
    let drift = DriftLog()
    for absent in ["null", #""null""#, #""""#] {
      let callback = try decodeLeniently(
        Callback.self, "{\"videoNo\":1,\"status\":\(absent)}", drift: drift)
      XCTAssertNil(callback.status)
    }
    XCTAssertEqual(drift.entries, [])
  }

  func testNotesTheTypeOnlyOfAnErrorItDoesNotKnow() throws {
    struct Refusal: Error { let secret = "hidden" }
    struct Model: Decodable {
      init(from decoder: any Decoder) throws { throw Refusal() }
    }
    let drift = DriftLog()
    XCTAssertEqual(try decodeLeniently([Model].self, "[1]", drift: drift).count, 0)
    XCTAssertEqual(drift.entries.map(\.reason), ["Refusal"])
  }
}
