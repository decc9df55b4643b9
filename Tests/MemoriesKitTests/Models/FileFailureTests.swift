import Foundation
import MemoriesKit
import XCTest

final class FileFailureTests: XCTestCase {
  func testASystemErrorSaysWhatWasTriedOnWhichPathAndWhyNot() {
    let failure = FileFailure(.write, "/downloads/movie.mp4", errorNumber: ENOSPC)
    XCTAssertEqual(failure.description, "write /downloads/movie.mp4: No space left on device")
    XCTAssertEqual(failure.localizedDescription, failure.description)
    XCTAssertEqual(failure.errorNumber, ENOSPC)
  }

  func testSystemErrorsHaveReasonsThatAreTheSameOnEverySystem() {
    let reasons: [(Int32, FileFailure.Reason)] = [
      (ENOENT, .notFound), (EACCES, .notPermitted), (EPERM, .notPermitted),
      (EROFS, .notPermitted), (ENOSPC, .noSpace), (EDQUOT, .noSpace), (EEXIST, .alreadyExists),
      (EISDIR, .isDirectory), (ENOTDIR, .notDirectory), (EFBIG, .tooLarge), (EIO, .system),
    ]
    for (number, reason) in reasons {
      XCTAssertEqual(FileFailure(.open, "/a", errorNumber: number).reason, reason)
    }
  }

  func testAReasonWithoutSystemErrorHasWordsOfItsOwn() {
    let failure = FileFailure(.read, "/a", .changed)
    XCTAssertEqual(failure.description, "read /a: the file changed while it was being sent")
    XCTAssertNil(failure.errorNumber)
    XCTAssertEqual(FileFailure(.write, "/a", .incomplete, message: "4 of 5").message, "4 of 5")
  }

  func testEveryReasonIsPutIntoWords() {
    let reasons: [FileFailure.Reason] = [
      .notFound, .notPermitted, .noSpace, .alreadyExists, .isDirectory, .notDirectory,
      .notRegularFile, .notLocal, .changed, .tooLarge, .incomplete, .closed,
    ]
    XCTAssertEqual(Set(reasons.map { FileFailure(.open, "/a", $0).message }).count, reasons.count)
    for reason in reasons {
      XCTAssertNotEqual(FileFailure(.open, "/a", reason).message, reason.rawValue)
    }
  }

  func testAFailureSurvivesStorage() throws {
    let failure = FileFailure(.rename, "/a", errorNumber: EEXIST)
    let stored = try JSONEncoder().encode(failure)
    XCTAssertEqual(try JSONDecoder().decode(FileFailure.self, from: stored), failure)
  }
}
