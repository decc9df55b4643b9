import MemoriesKit
import XCTest

final class JSONValueLiteralsTests: XCTestCase {
  func testAValueIsWrittenAsInJSON() {
    let value: JSONValue = [
      "b": "text", "a": [1, -7, true, .null, ["c": []]], "number": 9_007_199_254_740_993,
    ]
    XCTAssertEqual(
      value.text(),
      #"{"b":"text","a":[1,-7,true,null,{"c":[]}],"number":9007199254740993}"#)
    XCTAssertEqual(try JSONValue(parsing: value.text()), value)
    let empty: JSONValue = [:]
    XCTAssertEqual(empty.text(), "{}")
  }
}
