import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class OpenDirectoryTests: DirectoryTestCase {
  private func makeDirectory(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
  }

  // MARK: Opening

  func testOnlyADirectoryThatIsThereIsOpened() throws {
    try directory.write(Data(), named: "file")
    let missing = assertFails(.notFound) { try OpenDirectory(path("missing")) }
    XCTAssertEqual(missing?.action, .openDirectory)
    XCTAssertEqual(missing?.path, path("missing"))
    assertFails(.notDirectory) { try OpenDirectory(path("file")) }
    assertFails(.notDirectory) { try OpenDirectory(path("file/inner")) }
    XCTAssertEqual(try directory.names(), ["file"])
  }

  func testWhatIsMissingIsMadeWithThoseAboveIt() throws {
    for path in [path("a"), path("a/b/c/d"), path("x/../y/z"), directory.url.path] {
      let made = try OpenDirectory.creatingIfMissing(path)
      XCTAssertEqual(made.location, path)
      XCTAssertNoThrow(try OpenDirectory(path))
    }
    try directory.write(Data(), named: "file")
    assertFails(.notDirectory) { try OpenDirectory.creatingIfMissing(path("file")) }
    assertFails(.notDirectory) { try OpenDirectory.creatingIfMissing(path("file/inner")) }
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("nowhere"))
    assertFails(.notFound) { try OpenDirectory.creatingIfMissing(path("link")) }
    XCTAssertFalse(FileManager.default.fileExists(atPath: path("nowhere")))
  }

  #if os(Linux)
  func testWhereNoneCanBeMadeItSaysWhich() {
    let failure = FileFailure(.makeDirectory, "/proc/a", errorNumber: ENOENT)
    XCTAssertEqual(
      assertFails(.notFound) { try OpenDirectory.creatingIfMissing("/proc/a/b") }, failure)
  }
  #endif

  func testManyCanMakeTheSameDirectoryAtOnce() {
    let (made, path) = (Locked(0), path("a/b/c"))
    DispatchQueue.concurrentPerform(iterations: 50) { _ in
      if (try? OpenDirectory.creatingIfMissing(path)) != nil { made.withLock { $0 += 1 } }
    }
    XCTAssertEqual(made.withLock { $0 }, 50)
  }

  func testADirectoryThatMayBeWrittenToButNotListedWillDo() throws {
    try makeDirectory("box")
    XCTAssertEqual(chmod(path("box"), 0o300), 0)
    try withoutPrivileges(owning: path("box")) {
      let file = try OpenDirectory(path("box")).create("a")
      try file.append(Data([1]))
    }
    XCTAssertEqual(
      try FileManager.default.contentsOfDirectory(atPath: path("box")), ["a"])
  }

  func testADirectoryThatMayNotBeWrittenToIsSaidToBe() throws {
    try makeDirectory("shut")
    XCTAssertEqual(chmod(path("shut"), 0o500), 0)
    try withoutPrivileges(owning: path("shut")) {
      let create = assertFails(.notPermitted) { try OpenDirectory(path("shut")).create("a") }
      XCTAssertEqual(
        create?.message, "there is no permission to write in the folder “\(path("shut"))”")
      let make = assertFails(.notPermitted) {
        try OpenDirectory.creatingIfMissing(path("shut/b/c"))
      }
      XCTAssertEqual(
        make?.message, "there is no permission to make the folder “\(path("shut/b"))”")
    }
  }

  // MARK: Files

  func testCreatingNeverTakesWhatIsThere() throws {
    try directory.write(Data("mine".utf8), named: "a")
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("elsewhere"))
    let opened = try OpenDirectory(directory.url.path)
    XCTAssertEqual(assertFails(.alreadyExists) { try opened.create("a") }?.path, path("a"))
    assertFails(.alreadyExists) { try opened.create("link") }
    XCTAssertEqual(try directory.names(), ["a", "link"])
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path("a"))), Data("mine".utf8))
  }

  func testACreatedFileIsForItsOwnerToWriteOnly() throws {
    _ = try OpenDirectory(directory.url.path).create("a")
    var status = stat()
    XCTAssertEqual(stat(path("a"), &status), 0)
    XCTAssertEqual(status.st_mode & 0o600, 0o600)
    XCTAssertEqual(status.st_mode & 0o777 & ~0o644, 0)
  }

  func testWithoutDescriptorsItSaysSo() throws {
    let opened = try OpenDirectory(directory.url.path)
    try withoutFreeDescriptors {
      let open = assertFails(.noDescriptors) { try OpenDirectory(directory.url.path) }
      XCTAssertEqual(open?.errorNumber, EMFILE)
      let create = assertFails(.noDescriptors) { try opened.create("a") }
      XCTAssertEqual(create?.path, directory.url.path)
    }
    XCTAssertEqual(try directory.names(), [])
  }

  func testChildProcessesInheritNothing() throws {
    let opened = try OpenDirectory(directory.url.path)
    XCTAssertNotEqual(fcntl(opened.descriptor, F_GETFD) & FD_CLOEXEC, 0)
    let file = try opened.create("a")
    let inode = try file.fingerprint().inode
    let descriptors = descriptors { UInt64($0.st_ino) == inode }
    XCTAssertEqual(descriptors.count, 1)
    for descriptor in descriptors {
      XCTAssertNotEqual(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0)
    }
  }

  func testLettingGoCloses() throws {
    var opened: OpenDirectory? = try OpenDirectory(directory.url.path)
    XCTAssertNotNil(opened)
    XCTAssertEqual(descriptorCount(of: directory.url), 1)
    opened = nil
    XCTAssertEqual(descriptorCount(of: directory.url), 0)
  }

  // MARK: Where it is

  func testItStaysTheSameDirectoryWhateverBecomesOfItsPath() throws {
    try makeDirectory("a")
    try makeDirectory("elsewhere")
    let opened = try OpenDirectory(path("a"))
    XCTAssertEqual(rename(path("a"), path("b")), 0)
    XCTAssertEqual(opened.location, path("b"))
    try FileManager.default.createSymbolicLink(
      atPath: path("a"), withDestinationPath: path("elsewhere"))
    XCTAssertEqual(opened.location, path("b"))
    _ = try opened.create("file")
    XCTAssertEqual(opened.path(of: "file"), path("b/file"))
    XCTAssertTrue(FileManager.default.fileExists(atPath: path("b/file")))
    try opened.move("file", toFreeName: "moved")
    opened.remove("moved")
    for name in ["b", "elsewhere"] {
      XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: path(name)), [])
    }
  }

  func testItsPathIsTheOneThatWasGivenAsLongAsThatLeadsThere() throws {
    try makeDirectory("a")
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("a"))
    for given in [path("link"), path("a/../a"), path("a")] {
      XCTAssertEqual(try OpenDirectory(given).location, given)
    }
  }

  func testOfOneThatWasRemovedTheGivenPathIsAllThatIsKnown() throws {
    try makeDirectory("a")
    let opened = try OpenDirectory(path("a"))
    XCTAssertEqual(rmdir(path("a")), 0)
    XCTAssertEqual(opened.location, path("a"))
    let failure = assertFails(.notFound) { try opened.create("file") }
    XCTAssertEqual(failure?.message, "the folder “\(path("a"))” does not exist any more")
  }
}
