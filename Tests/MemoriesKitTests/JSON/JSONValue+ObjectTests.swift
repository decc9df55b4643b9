import XCTest

@testable import MemoriesKit

final class JSONObjectTests: XCTestCase {
  func testFindsANameInAnyCasing() throws {
    for wire in ["video_no", "videoNo", "VideoNo", "VIDEO_NO", "_video__no_"] {
      let object = try object("{\"a\":0,\"\(wire)\":\"VI1\"}")
      for name in ["video_no", "videoNo", "VideoNo"] {
        XCTAssertEqual(object[name], .string("VI1"), "\(name) in \(wire)")
      }
    }
  }

  func testTellsOtherNamesApart() throws {
    let object = try object(#"{"video_no":1,"video_name":2,"vidéo":3,"Aa":4}"#)
    for name in ["video", "videoNo1", "video-no", "vidÉo", "", "_", "BB", "aaa"] {
      XCTAssertNil(object[name], name)
    }
  }

  func testPrefersTheSameSpelling() throws {
    XCTAssertEqual(try object(#"{"videoNo":1,"video_no":2}"#)["video_no"]?.int64, 2)
    XCTAssertEqual(try object(#"{"video_no":2,"videoNo":1}"#)["video_no"]?.int64, 2)
    XCTAssertEqual(try object(#"{"VideoNo":1,"video_no":2}"#)["videoNo"]?.int64, 1)
  }

  func testPrefersAValueToNull() throws {
    XCTAssertEqual(try object(#"{"videoNo":null,"video_no":2}"#)["videoNo"]?.int64, 2)
    XCTAssertEqual(try object(#"{"a":null}"#)["a"], .null)
    XCTAssertNil(try object(#"{"a":null}"#)["b"])
  }

  func testTakesTheFirstOfARepeatedNameThatIsNotNull() throws {
    let repeated = try object(#"{"a":null,"a":1,"a":2}"#)
    XCTAssertEqual(repeated["a"]?.int64, 1)
    XCTAssertEqual(repeated.members.map(\.value.int64), [nil, 1, 2])
  }

  func testKeepsTheOrderOfTheWire() throws {
    XCTAssertEqual(try object(#"{"z":1,"a":2,"m":3}"#).members.map(\.name), ["z", "a", "m"])
  }

  private func object(_ text: String) throws -> JSONValue.Object {
    try XCTUnwrap(JSONValue(parsing: text).object)
  }
}
