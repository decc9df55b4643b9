import Foundation
import XCTest

@testable import MemoriesKit

final class JSONCodingTests: XCTestCase {
  private let text = #"{"a":[null,true,-7,18446744073709551615,0.25,"x","7"],"b":{"c":[]}}"#

  func testGoesThroughOtherCoders() throws {
    let value = try JSONValue(parsing: text)
    let data = try JSONEncoder().encode(value)
    XCTAssertEqual(try JSONValue(parsing: data)["a"], value["a"])
    XCTAssertEqual(try JSONDecoder().decode(JSONValue.self, from: data), value)
  }

  func testIsKeptExactlyByAModel() throws {
    struct Model: Decodable {
      let raw: JSONValue
      let more: [JSONValue]
      let absent: JSONValue?
    }
    let value = try JSONValue(
      parsing: #"{"raw":{"z":671631448308117500,"a":1.50,"z":"null"},"more":[null,"",1e400]}"#)
    let model = try LenientDecoder.decode(Model.self, from: value, drift: DriftLog())
    XCTAssertEqual(model.raw, value["raw"])
    XCTAssertEqual(JSONValue.array(model.more), value["more"])
    XCTAssertNil(model.absent)
  }

  func testRefusesToRoundANumberBeyondAnyDouble() throws {
    let value = try JSONValue(parsing: "[1e400]")
    XCTAssertThrowsError(try JSONEncoder().encode(value))
  }

  func testWritesTheFirstOfARepeatedName() throws {
    let data = try JSONEncoder().encode(try JSONValue(parsing: #"{"a":1,"a":2}"#))
    XCTAssertEqual(String(decoding: data, as: UTF8.self), #"{"a":1}"#)
  }
}
