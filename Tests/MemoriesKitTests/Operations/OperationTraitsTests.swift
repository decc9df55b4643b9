import XCTest

@testable import MemoriesKit

final class RateLimitTests: XCTestCase {
  func testTheIntervalIsTheTimeBetweenTwoCalls() {
    XCTAssertEqual(OperationTraits.RateLimit(1, per: .seconds(60)).interval, .seconds(60))
    XCTAssertEqual(OperationTraits.RateLimit(4, per: .seconds(1)).interval, .milliseconds(250))
  }

  func testLessThanOneCallIsOne() {
    XCTAssertEqual(OperationTraits.RateLimit(0, per: .seconds(2)).interval, .seconds(2))
    XCTAssertEqual(OperationTraits.RateLimit(-3, per: .seconds(2)).interval, .seconds(2))
  }

  func testTheStrictestFigureOfEachGroupIsKnown() {
    let intervals: [(OperationTraits.RateGroup, Duration)] = [
      (.upload, .seconds(60)), (.search, .seconds(1)), (.list, .milliseconds(200)),
      (.download, .seconds(5)), (.assetUpload, .seconds(1)), (.assetMetadata, .seconds(1)),
      (.assetDownload, .seconds(1)), (OperationTraits.RateGroup("one of the user's"), .seconds(1)),
    ]
    for (group, interval) in intervals {
      XCTAssertEqual(OperationTraits.RateLimit.published(for: group).interval, interval, "\(group)")
    }
  }
}
