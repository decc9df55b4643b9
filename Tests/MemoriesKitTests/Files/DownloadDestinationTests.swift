import Foundation
import MemoriesKit
import TestSupport
import XCTest

final class DownloadDestinationTests: DirectoryTestCase {
  func testTheDefaultsLoseNothing() {
    XCTAssertEqual(DownloadDestination.file(url("a")), .file(url("a"), whenExists: .fail))
    XCTAssertEqual(
      DownloadDestination.directory(directory.url), .directory(directory.url, whenExists: .number))
  }

  func testAGoodDestinationPassesAndNothingStaysBehind() throws {
    try DownloadDestination.file(url("a.mp4")).check()
    try DownloadDestination.directory(directory.url).check()
    XCTAssertEqual(try directory.names(), [])
  }

  func testAFileThatExistsMustBeAllowedToBeReplacedOrNumbered() throws {
    try directory.write(Data(), named: "a.mp4")
    assertFails(.alreadyExists) { try DownloadDestination.file(url("a.mp4")).check() }
    try DownloadDestination.file(url("a.mp4"), whenExists: .replace).check()
    try DownloadDestination.file(url("a.mp4"), whenExists: .number).check()
    XCTAssertEqual(try directory.names(), ["a.mp4"])
  }

  func testALinkThatLeadsNowhereExists() throws {
    try FileManager.default.createSymbolicLink(
      at: url("link"), withDestinationURL: url("nowhere"))
    assertFails(.alreadyExists) { try DownloadDestination.file(url("link")).check() }
  }

  func testADirectoryIsNoFile() throws {
    for policy in [DownloadDestination.ExistingFile.fail, .replace, .number] {
      assertFails(.isDirectory) {
        try DownloadDestination.file(directory.url, whenExists: policy).check()
      }
    }
    let named = directory.url.appendingPathComponent("new", isDirectory: true)
    assertFails(.isDirectory) { try DownloadDestination.file(named).check() }
  }

  func testTheDirectoryOfAFileMustBeThere() throws {
    try directory.write(Data(), named: "file")
    let failure = assertFails(.notFound) {
      try DownloadDestination.file(url("missing/inner/a.mp4")).check()
    }
    XCTAssertEqual(failure?.path, url("missing/inner").path)
    XCTAssertEqual(failure?.message, "the folder “\(url("missing/inner").path)” does not exist")
    assertFails(.notDirectory) { try DownloadDestination.file(url("file/a.mp4")).check() }
    XCTAssertEqual(try directory.names(), ["file"])
  }

  func testADirectoryMayBeMissingWhereItCanBeMade() throws {
    try directory.write(Data(), named: "file")
    try DownloadDestination.directory(url("a/b/c")).check()
    assertFails(.notDirectory) { try DownloadDestination.directory(url("file")).check() }
    assertFails(.notDirectory) { try DownloadDestination.directory(url("file/b")).check() }
    try FileManager.default.createSymbolicLink(
      at: url("link"), withDestinationURL: url("nowhere"))
    assertFails(.notFound) { try DownloadDestination.directory(url("link")).check() }
    XCTAssertEqual(try directory.names(), ["file", "link"])
  }

  #if os(Linux)
  /// Not even the superuser, for whom permission bits do not count, can create a file in /proc.
  func testADirectoryThatCannotBeWrittenIsNoticed() {
    for path in ["/proc", "/proc/new/directory"] {
      let destination = DownloadDestination.directory(URL(fileURLWithPath: path))
      XCTAssertThrowsError(try destination.check(), path) {
        XCTAssertEqual(($0 as? FileFailure)?.path, "/proc")
        XCTAssertEqual(($0 as? FileFailure)?.action, .create)
      }
    }
  }
  #endif

  func testTooFewDescriptorsAreNoticed() throws {
    try withoutFreeDescriptors {
      _ = assertFails(.noDescriptors) { try DownloadDestination.directory(directory.url).check() }
    }
    XCTAssertEqual(try directory.names(), [])
  }

  func testANameThatIsTooLongIsNoticed() {
    let destination = DownloadDestination.file(url(String(repeating: "a", count: 256)))
    XCTAssertEqual(assertFails(.system) { try destination.check() }?.errorNumber, ENAMETOOLONG)
  }

  func testAnotherURLIsRefused() throws {
    let remote = try XCTUnwrap(URL(string: "https://example.com/a.mp4"))
    assertFails(.notLocal) { try DownloadDestination.file(remote).check() }
    assertFails(.notLocal) { try DownloadDestination.directory(remote).check() }
  }

  func testADeviceIsNotReplaced() {
    let null = URL(fileURLWithPath: "/dev/null")
    XCTAssertThrowsError(try DownloadDestination.file(null, whenExists: .replace).check()) {
      XCTAssertEqual(($0 as? FileFailure)?.reason, .notRegularFile)
    }
  }
}
