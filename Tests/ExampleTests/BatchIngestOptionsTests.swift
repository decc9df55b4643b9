import Terminal
import XCTest

@testable import batch_ingest

final class BatchIngestOptionsTests: XCTestCase {
  private func assertRefused(
    _ arguments: String..., saying text: String, line: UInt = #line
  ) {
    XCTAssertThrowsError(try Options(arguments), line: line) {
      XCTAssertEqual(
        $0 as? ExitError, ExitError(text: "\(text); see batch-ingest --help", status: 64),
        line: line)
    }
  }

  func testAFolderIsEnough() throws {
    let options = try Options(["clips"])
    XCTAssertEqual(options.folder, "clips")
    XCTAssertEqual(options.jobs, 2)
    XCTAssertNil(options.uniqueID)
    XCTAssertNil(options.journal)
    XCTAssertEqual(options.tags, [])
    XCTAssertFalse(options.retriesUnknown)
  }

  func testValuesFollowASpaceOrAnEqualsSign() throws {
    let options = try Options([
      "--jobs=4", "--tag", "a=b", "clips", "--tag=c=d", "--unique-id", "-crew", "--retry-unknown",
      "--journal", "../j",
    ])
    XCTAssertEqual(options.journal, "../j")
    XCTAssertEqual(options.jobs, 4)
    XCTAssertEqual(options.tags, ["a=b", "c=d"])
    XCTAssertEqual(options.uniqueID, "-crew")
    XCTAssertTrue(options.retriesUnknown)
  }

  func testTwoDashesEndTheOptions() throws {
    XCTAssertEqual(try Options(["--", "--jobs"]).folder, "--jobs")
  }

  func testHelpNeedsNothingElse() throws {
    XCTAssertTrue(try Options(["--help"]).wantsHelp)
    XCTAssertTrue(try Options(["-h", "a", "b"]).wantsHelp)
  }

  func testWhatIsWrongIsNamed() {
    assertRefused(saying: "FOLDER is missing")
    assertRefused("a", "b", saying: "give one FOLDER")
    assertRefused("a", "--fast", saying: "there is no option --fast")
    assertRefused("a", "--tag", saying: "--tag needs a value")
    assertRefused("a", "--tag", "--jobs", "3", saying: "--tag needs a value")
    assertRefused("a", "--unique-id=", saying: "--unique-id needs a value")
    assertRefused("a", "--retry-unknown=yes", saying: "--retry-unknown takes no value")
    for number in ["0", "17", "-1", "many"] {
      assertRefused("a", "--jobs", number, saying: "--jobs takes a number from 1 to 16")
    }
  }
}
