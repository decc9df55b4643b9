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
    guard case .json(let data) = try MemoriesRequest.Body.json(Sample()) else {
      return XCTFail("not JSON")
    }
    XCTAssertEqual(
      String(decoding: data, as: UTF8.self),
      #"{"attempt":1,"callback":"https://your.app/callback","videoNo":"VI625239098370850816"}"#)
  }

  func testJSONThatIsWrittenAlreadyIsLeftAlone() {
    let data = Data("{ }".utf8)
    XCTAssertEqual(MemoriesRequest.Body.json(data), MemoriesRequest.Body.json(data))
    guard case .json(let kept) = MemoriesRequest.Body.json(data) else { return XCTFail("not JSON") }
    XCTAssertEqual(kept, data)
  }

  func testNumbersThatJSONLacksAreRefused() {
    XCTAssertThrowsError(try MemoriesRequest.Body.json(["latitude": Double.nan]))
  }
}
