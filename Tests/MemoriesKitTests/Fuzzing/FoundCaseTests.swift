import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

/// What the generated tests have found, so that it stays repaired whatever is generated later.
final class FoundCaseTests: XCTestCase {
  func testNamesThatBecameDevicesWhenTheyWereCut() throws {
    for found in try FoundCases.read("file_names.json") {
      let header = try XCTUnwrap(found["header"]?.string)
      XCTAssertEqual(
        SafeFileName(firstOf: ContentDisposition(header).fileName).text, found["name"]?.string)
    }
  }

  func testTypesWhoseSemicolonCarriesAMark() async throws {
    for found in try FoundCases.read("media_types.json") {
      let type = try XCTUnwrap(found["type"]?.string)
      let engine = ConductedEngine { _, exchange in
        exchange.answer(200, ["Content-Type": type], [#"{"code":"0001","msg":"m"}"#])
      }
      let call = try PreparedCall.test(expectsFile: true)
      do {
        let chunks = try await Courier.conducted(by: engine)
          .chunks(of: call)
        for try await _ in chunks {}
        XCTAssertEqual(found["isFile"]?.bool, true, type)
      } catch let error as MemoriesError {
        XCTAssertEqual(error.code, "0001", type)
        XCTAssertEqual(found["isFile"]?.bool, false, type)
      }
    }
  }

  func testTimesToWaitThatWereMisreadOrEndedTheProcess() throws {
    for found in try FoundCases.read("retry_after.json") {
      let header = try XCTUnwrap(found["header"]?.string)
      XCTAssertEqual(
        RetryAfter.delay(in: ResponseHeaders(["Retry-After": header])),
        found["seconds"]?.int64.map { .seconds($0) }, header)
    }
  }

  func testDatesBeforeTheFirstYearAreNotSentAsOthers() throws {
    for found in try FoundCases.read("capture_dates.json") {
      let seconds = try XCTUnwrap(found["seconds"]?.double)
      XCTAssertNil(CaptureTime.text(of: Date(timeIntervalSince1970: seconds), in: .gmt))
    }
  }
}
