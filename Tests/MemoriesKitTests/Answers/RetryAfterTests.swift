import Foundation
import XCTest

@testable import MemoriesKit

final class RetryAfterTests: XCTestCase {
  /// Sun, 06 Nov 1994 08:49:37 GMT, the moment of the examples in RFC 9110.
  private let now = Date(timeIntervalSince1970: 784_111_777)

  private func delay(_ text: String, date: String? = nil) -> Duration? {
    var fields = ["Retry-After": text]
    fields["Date"] = date
    return RetryAfter.delay(in: ResponseHeaders(fields), now: now)
  }

  func testWithoutTheHeaderThereIsNoDelay() {
    XCTAssertNil(RetryAfter.delay(in: ResponseHeaders(["Date": "x"]), now: now))
  }

  func testSeconds() {
    XCTAssertEqual(delay("120"), .seconds(120))
    XCTAssertEqual(delay("0"), .zero)
    XCTAssertEqual(delay("007"), .seconds(7))
    XCTAssertEqual(delay("  5 "), .seconds(5))
  }

  func testSecondsMayHaveAFraction() {
    XCTAssertEqual(delay("1.5"), .milliseconds(1500))
    XCTAssertEqual(delay(" 0.1"), .milliseconds(100))
    XCTAssertEqual(delay("00.0"), .zero)
  }

  func testABodyTellsSecondsAsANumberOrAsText() throws {
    let rows: [(String, Duration?)] = [
      ("1.5", .milliseconds(1500)), ("0.1", .milliseconds(100)), ("2", .seconds(2)),
      ("0", .zero), (#""3""#, .seconds(3)), (#""1.5""#, .milliseconds(1500)),
      ("-1", nil), ("true", nil), ("null", nil), (#""soon""#, nil), ("{}", nil), ("1e999", nil),
    ]
    for (text, delay) in rows {
      XCTAssertEqual(RetryAfter.delay(inBody: try JSONValue(parsing: text)), delay, text)
    }
    XCTAssertNil(RetryAfter.delay(inBody: nil))
    XCTAssertGreaterThan(
      RetryAfter.delay(inBody: try JSONValue(parsing: "1e300")) ?? .zero, .seconds(1_000_000))
  }

  func testTheNameOfTheHeaderMayBeWrittenInAnyCase() {
    XCTAssertEqual(
      RetryAfter.delay(in: ResponseHeaders(["retry-after": "3"]), now: now), .seconds(3))
  }

  func testADateInEachOfTheThreeForms() {
    let forms = [
      "Sun, 06 Nov 1994 08:51:37 GMT", "Sunday, 06-Nov-94 08:51:37 GMT",
      "Sun Nov  6 08:51:37 1994",
    ]
    for form in forms { XCTAssertEqual(delay(form), .seconds(120), form) }
  }

  func testADateIsComparedWithTheServersClockWhereItIsTold() {
    // The server's clock is an hour ahead of ours.
    XCTAssertEqual(
      delay("Sun, 06 Nov 1994 09:50:07 GMT", date: "Sun, 06 Nov 1994 09:49:37 GMT"), .seconds(30))
    XCTAssertEqual(
      delay("Sun, 06 Nov 1994 08:51:37 GMT", date: "yesterday"), .seconds(120))
  }

  func testADateInThePastMeansNow() {
    XCTAssertEqual(delay("Sun, 06 Nov 1994 08:00:00 GMT"), .zero)
    XCTAssertEqual(delay("Thu, 01 Jan 1970 00:00:00 GMT"), .zero)
  }

  func testHugeDelaysStayHuge() {
    for text in ["99999999999999999999999999", "9223372036854775807", "9223372036854775808"] {
      let delay = delay(text)
      XCTAssertGreaterThan(delay ?? .zero, .seconds(1_000_000), text)
    }
    XCTAssertGreaterThan(
      delay("Fri, 31 Dec 9999 23:59:59 GMT") ?? .zero, .seconds(1_000_000))
  }

  func testGarbageIsNoHeader() {
    let garbage = [
      "", "   ", "-5", "+5", "1.", ".5", "1.5.2", "1,5", "5s", "5 seconds", "soon", "0x10", "٥",
      "NaN", "1e3", "5, 10", "1.5e3", "-1.5",
      "Sun, 06 Nov 1994", "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:51:37 PST",
      "1994-11-06T08:51:37Z", "\u{0}", String(repeating: "9 ", count: 1000),
    ]
    for text in garbage { XCTAssertNil(delay(text), text) }
  }
}
