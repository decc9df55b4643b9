import XCTest

@testable import MemoriesKit

final class JSONTextTests: XCTestCase {
  func testWritesCompactText() throws {
    let text = #"{"a":[null,true,false,-1.50e+3,"x\n\"\\"],"b":{},"a":[]}"#
    XCTAssertEqual(try JSONValue(parsing: text).text(), text)
  }

  func testWritesWhatItHasReadForEveryDocumentedAnswer() throws {
    for body in JSONDocumentedAnswers.all {
      let value = try JSONValue(parsing: body)
      XCTAssertEqual(try JSONValue(parsing: value.text()), value)
      XCTAssertFalse(value.text().contains("\n"))
    }
  }

  func testShowsVisibleCharactersAsTheyAre() {
    XCTAssertEqual(JSONValue.string("é€😀中/").text(), "\"é€😀中/\"")
  }

  func testEscapesWhatCannotBeSeen() throws {
    let hidden: [(String, String)] = [
      ("\u{1B}[31m", #""\u001b[31m""#), ("\u{0}", #""\u0000""#), ("\u{7F}", #""\u007f""#),
      ("\u{9B}", #""\u009b""#), ("\u{2028}", #""\u2028""#), ("\u{202E}", #""\u202e""#),
      ("\u{FEFF}", #""\ufeff""#), ("\u{E0041}", #""\udb40\udc41""#), ("\r", #""\r""#),
      ("\r\n", #""\r\n""#),
    ]
    for (string, expected) in hidden {
      XCTAssertEqual(JSONValue.string(string).text(), expected)
      XCTAssertEqual(try JSONValue(parsing: expected), .string(string))
    }
  }

  func testCutsAtTheLimit() throws {
    let value = try JSONValue(parsing: #"["abcdef",1]"#)
    XCTAssertEqual(value.text(limit: 12), #"["abcdef",1]"#)
    XCTAssertEqual(value.text(limit: 11), #"["abcdef",…"#)
    XCTAssertEqual(value.text(limit: 4), #"["a…"#)
    XCTAssertEqual(value.text(limit: 1), "…")
    XCTAssertEqual(value.text(limit: 0), "")
  }

  func testNeverPassesTheLimit() throws {
    let long = JSONValue.string(String(repeating: "é\u{1}", count: 100_000))
    let wide = JSONValue.array(Array(repeating: .object(JSONValue.Object()), count: 100_000))
    for value in [long, wide] {
      XCTAssertEqual(value.text(limit: 80).count, 80)
    }
  }
}
