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
    XCTAssertEqual(options.wait, 1800)
    XCTAssertTrue(options.resolutions.isEmpty)
    XCTAssertFalse(options.isRecursive || options.isDryRun || options.isJSON)
  }

  func testValuesFollowASpaceOrAnEqualsSign() throws {
    let options = try Options([
      "--jobs=4", "--tag", "a=b", "clips", "--tag=c=d", "--unique-id", "-crew", "--recursive",
      "--journal", "../j", "--dry-run", "--json", "--wait=1.5", "--resolve", "a=b.mp4=VI1",
      "--resolve=c.mp4=absent",
    ])
    XCTAssertEqual(options.journal, "../j")
    XCTAssertEqual(options.jobs, 4)
    XCTAssertEqual(options.tags, ["a=b", "c=d"])
    XCTAssertEqual(options.uniqueID, "-crew")
    XCTAssertTrue(options.isRecursive && options.isDryRun && options.isJSON)
    XCTAssertEqual(options.wait, 1.5)
    XCTAssertEqual(options.resolutions, ["a=b.mp4": "VI1", "c.mp4": nil])
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
    assertRefused("a", "b", saying: "unexpected argument “b”")
    assertRefused("a", "--fast", saying: "unknown option --fast")
    assertRefused("a", "--tag", saying: "--tag needs a value")
    assertRefused("a", "--tag", "--jobs", "3", saying: "--tag needs a value")
    assertRefused("a", "--unique-id=", saying: "--unique-id needs a value")
    assertRefused("a", "--json=yes", saying: "--json takes no value")
    assertRefused(
      "a", "--retry-unknown",
      saying: "--retry-unknown could pay twice and is gone; unknown uploads are looked for now")
    for text in ["a", "=VI1", "a="] {
      assertRefused(
        "a", "--resolve", text, saying: "--resolve takes NAME=VIDEO_NO or NAME=absent")
    }
    for number in ["-1", "nan", "86401", "x"] {
      assertRefused(
        "a", "--wait", number,
        saying: "--wait must be a number of seconds, at most a day, and “\(number)” is not")
    }
    for number in ["0", "17", "-1", "many"] {
      assertRefused(
        "a", "--jobs", number,
        saying: "--jobs must be a number from 1 to 16, and “\(number)” is not")
    }
  }
}
