import Foundation
import MemoriesKit
import XCTest

final class FileFailureTests: XCTestCase {
  func testAFailureSaysInOneSentenceWhatAPersonCanDoSomethingAbout() {
    let rows: [(FileFailure, String)] = [
      (.init(.open, "/a b", errorNumber: ENOENT), "the file “/a b” does not exist"),
      (.init(.inspect, "/a", errorNumber: ENOENT), "the file “/a” does not exist"),
      (.init(.openDirectory, "/x/y", errorNumber: ENOENT), "the folder “/x/y” does not exist"),
      (.init(.create, "/x", errorNumber: ENOENT), "the folder “/x” does not exist any more"),
      (
        .init(.rename, "/x/a", errorNumber: ENOENT),
        "the file “/x/a” cannot be saved: its folder or the unfinished file was removed"
      ),
      (
        .init(.create, "/x", errorNumber: EACCES),
        "there is no permission to write in the folder “/x”"
      ),
      (.init(.open, "/a", errorNumber: EACCES), "there is no permission to open the file “/a”"),
      (
        .init(.makeDirectory, "/x", errorNumber: EPERM),
        "there is no permission to make the folder “/x”"
      ),
      (
        .init(.create, "/x", errorNumber: EROFS),
        "the folder “/x” is on a disk that cannot be written to"
      ),
      (
        .init(.write, "/a", errorNumber: ENOSPC),
        "the disk is full, and there is no room for the file “/a”"
      ),
      (
        .init(.create, "/x", errorNumber: ENOSPC),
        "the disk is full, and there is no room in the folder “/x”"
      ),
      (
        .init(.write, "/a", errorNumber: EDQUOT),
        "your share of the disk is used up, and there is no room for the file “/a”"
      ),
      (.init(.rename, "/a", errorNumber: EEXIST), "“/a” exists already"),
      (.init(.openDirectory, "/a", errorNumber: ENOTDIR), "“/a” is not a folder"),
      (
        .init(.open, "/a/b", errorNumber: ENOTDIR), "a part of the path “/a/b” is not a folder"
      ),
      (
        .init(.create, "/x", errorNumber: EMFILE),
        "the process has no free file descriptors, and the folder “/x” needs one"
      ),
      (
        .init(.open, "/a", errorNumber: ENFILE),
        "the system has no free file descriptors, and the file “/a” needs one"
      ),
      (
        .init(.read, "/a", errorNumber: EIO),
        "it was not possible to read the file “/a”: \(String(cString: strerror(EIO)))"
      ),
    ]
    for (failure, sentence) in rows {
      XCTAssertEqual(failure.message, sentence)
      XCTAssertEqual(failure.description, sentence)
      XCTAssertEqual(failure.localizedDescription, sentence)
    }
  }

  func testAPathIsOnOneLineAndShowsWhatCannotBeSeen() {
    let paths: [(String, String)] = [
      ("/a/ b .mp4 ", "“/a/ b .mp4 ”"),
      ("/a\nb\u{1B}[31m\0", "“/a\\u{A}b\\u{1B}[31m\\u{0}”"),
      ("/gpj.\u{202E}4pm", "“/gpj.\\u{202E}4pm”"),
      ("/9.41\u{202F}PM\u{2028}", "“/9.41\\u{202F}PM\\u{2028}”"),
      ("/née/👩‍👩‍👧.mp4", "“/née/👩‍👩‍👧.mp4”"),
    ]
    for (path, quoted) in paths {
      let failure = FileFailure(.open, path, errorNumber: ENOENT)
      XCTAssertEqual(failure.message, "the file \(quoted) does not exist")
      XCTAssertEqual(failure.path, path)
    }
  }

  func testSystemErrorsHaveReasonsThatAreTheSameOnEverySystem() {
    let reasons: [(Int32, FileFailure.Reason)] = [
      (ENOENT, .notFound), (EACCES, .notPermitted), (EPERM, .notPermitted),
      (EROFS, .notPermitted), (ENOSPC, .noSpace), (EDQUOT, .noSpace), (EEXIST, .alreadyExists),
      (EISDIR, .isDirectory), (ENOTDIR, .notDirectory), (EFBIG, .tooLarge), (EIO, .system),
      (EMFILE, .noDescriptors), (ENFILE, .noDescriptors),
    ]
    for (number, reason) in reasons {
      let failure = FileFailure(.open, "/a", errorNumber: number)
      XCTAssertEqual(failure.reason, reason)
      XCTAssertEqual(failure.errorNumber, number)
    }
  }

  func testAReasonWithoutSystemErrorHasWordsOfItsOwn() {
    let failure = FileFailure(.read, "/a", .changed)
    XCTAssertEqual(failure.description, "the file “/a” changed after the call had begun")
    XCTAssertNil(failure.errorNumber)
  }

  func testEveryReasonIsPutIntoWords() {
    let reasons: [FileFailure.Reason] = [
      .notFound, .notPermitted, .noSpace, .alreadyExists, .isDirectory, .notDirectory,
      .notRegularFile, .notLocal, .changed, .tooLarge, .noDescriptors, .closed,
    ]
    XCTAssertEqual(Set(reasons.map { FileFailure(.open, "/a", $0).message }).count, reasons.count)
    for reason in reasons {
      XCTAssertFalse(FileFailure(.open, "/a", reason).message.hasSuffix(": \(reason.rawValue)"))
    }
  }

  func testAFailureSurvivesStorage() throws {
    let failure = FileFailure(.rename, "/a", errorNumber: EEXIST)
    let stored = try JSONEncoder().encode(failure)
    XCTAssertEqual(try JSONDecoder().decode(FileFailure.self, from: stored), failure)
  }
}
