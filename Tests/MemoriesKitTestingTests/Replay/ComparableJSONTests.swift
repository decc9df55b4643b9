import Foundation
import XCTest

@testable import MemoriesKitTesting

final class ComparableJSONTests: XCTestCase {
  private func value(_ text: String) throws -> ComparableJSON {
    try XCTUnwrap(ComparableJSON(Data(text.utf8)), text)
  }

  func testNumbersAreEqualByValueHoweverLong() throws {
    XCTAssertEqual(try value("1.0"), try value("1"))
    XCTAssertEqual(try value("1e2"), try value("100"))
    XCTAssertNotEqual(try value("9007199254740993"), try value("9007199254740992"))
  }

  func testKindsAreNotConfused() throws {
    let texts = ["1", "\"1\"", "true", "null", "[1]", "{\"1\":1}", "0", "false"]
    let values = try texts.map(value)
    XCTAssertEqual(Set(values).count, texts.count)
  }

  func testWhatIsNoJSONIsNil() {
    XCTAssertNil(ComparableJSON(Data("{".utf8)))
    XCTAssertNil(ComparableJSON(Data()))
  }

  func testTheFirstDifferenceIsNamed() throws {
    XCTAssertEqual(
      ComparableJSON.difference(
        asked: try value(#"{"a":[1,2],"b":3}"#), recorded: try value(#"{"a":[1],"b":4}"#)),
      "JSON $.a: asked an array of 2, recorded an array of 1")
    XCTAssertEqual(
      ComparableJSON.difference(
        asked: try value(#"{"b":true}"#), recorded: try value(#"{"a":1,"b":true}"#)),
      "JSON $.a: asked nothing, recorded 1")
    XCTAssertNil(
      ComparableJSON.difference(asked: try value("[null]"), recorded: try value("[null]")))
  }
}
