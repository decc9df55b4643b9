import XCTest

@testable import MemoriesKit

final class TimeLimitsTests: XCTestCase {
  func testNoLimitIsTooLongToCount() {
    let century = Duration.seconds(100 * 365 * 86_400)
    var limits = TimeLimits()
    XCTAssertEqual(limits.bounded, limits)
    limits.connect = .seconds(Int64.max)
    limits.stall = .seconds(Int64.max)
    limits.response = .seconds(Int64.max)
    limits.total = .seconds(Int64.max)
    let bounded = limits.bounded
    XCTAssertEqual(
      [bounded.connect, bounded.stall, bounded.response, bounded.total],
      [century, century, century, century])
  }

  func testTheServiceMayThinkLongerAboutAFile() {
    XCTAssertEqual(TimeLimits().response(afterFile: false), .seconds(60))
    XCTAssertEqual(TimeLimits().response(afterFile: true), .seconds(300))
  }

  func testALimitThatIsSetHoldsForBoth() {
    var limits = TimeLimits()
    limits.response = .milliseconds(500)
    XCTAssertEqual(limits.response(afterFile: false), .milliseconds(500))
    XCTAssertEqual(limits.response(afterFile: true), .milliseconds(500))
  }

  func testAServiceThatHasToThinkMayBeSilent() {
    let patient = TimeLimits().allowing(silence: .seconds(600))
    XCTAssertEqual(patient.stall, .seconds(600))
    XCTAssertEqual(patient.response(afterFile: false), .seconds(600))
    XCTAssertEqual(patient.response(afterFile: true), .seconds(600))
    XCTAssertEqual(patient.connect, .seconds(30))
    XCTAssertNil(patient.total)

    var long = TimeLimits()
    (long.stall, long.response) = (.seconds(700), .seconds(800))
    XCTAssertEqual(long.allowing(silence: .seconds(600)), long)
    XCTAssertEqual(long.allowing(silence: nil), long)
  }

  func testOnlyLimitsGivenWithTheCallAreShorterThanTheSilence() throws {
    struct Think: AnsweredOperation {
      static let traits = OperationTraits("Think", silence: .seconds(600))
      typealias Output = NoOutput
      let service = MemoriesService.visualIntelligence
      func request() -> MemoriesRequest { MemoriesRequest(.get, "thoughts") }
    }
    var limits = TimeLimits()
    limits.stall = .seconds(5)
    var configuration = MemoriesClient.Configuration()
    configuration.limits = limits
    let client = try MemoriesClient(apiKey: APIKey("sk-test-key"), configuration: configuration)
    XCTAssertEqual(try client.prepared(Think(), .init(), nil).limits.stall, .seconds(600))
    let asked = try client.prepared(Think(), .init(limits: limits), nil).limits
    XCTAssertEqual(asked, limits)
  }

  func testThereIsNoTotalUnlessAsked() {
    XCTAssertNil(TimeLimits().total)
  }
}
