import XCTest

@testable import MemoriesKit

final class JSONNumberTests: XCTestCase {
  func testTakesOnlyLiterals() {
    for text in ["0", "-1", "1.5", "1e400", "671631448308117500"] {
      XCTAssertEqual(JSONValue.Number(text)?.text, text)
    }
    for text in [
      "", " 1", "1 ", "+1", "01", "1.", "0x1", "NaN", "true", "\"1\"", "[1]", "\u{FEFF}1",
    ] {
      XCTAssertNil(JSONValue.Number(text), text)
    }
  }

  func testWritesIntegers() {
    XCTAssertEqual(JSONValue.Number(Int64.min).text, "-9223372036854775808")
    XCTAssertEqual(JSONValue.Number(UInt64.max).text, "18446744073709551615")
  }

  func testComparesWhatIsWritten() {
    XCTAssertEqual(JSONValue.Number("1"), JSONValue.Number(1))
    XCTAssertNotEqual(JSONValue.Number("1.0"), JSONValue.Number(1))
  }
}
