import Foundation
import MemoriesKit
import XCTest

final class RequestBodyTests: XCTestCase {
  private struct Sample: Encodable {
    var videoNo = "VI625239098370850816"
    var callback = "https://your.app/callback"
    var attempt = 1
  }

  func testJSONIsTheSameForEqualValues() throws {
    guard case .json(let data) = try RequestBody.json(Sample()) else {
      return XCTFail("not JSON")
    }
    XCTAssertEqual(
      String(decoding: data, as: UTF8.self),
      #"{"attempt":1,"callback":"https://your.app/callback","videoNo":"VI625239098370850816"}"#)
  }

  func testJSONThatIsWrittenAlreadyIsLeftAlone() {
    let data = Data("{ }".utf8)
    XCTAssertEqual(RequestBody.json(data), RequestBody.json(data))
    guard case .json(let kept) = RequestBody.json(data) else { return XCTFail("not JSON") }
    XCTAssertEqual(kept, data)
  }

  func testNumbersThatJSONLacksAreRefused() {
    XCTAssertThrowsError(try RequestBody.json(["latitude": Double.nan]))
  }
}
