import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class OpenFileTests: XCTestCase {
  private var directory: TemporaryDirectory!

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  private func path(_ name: String) -> String {
    directory.url.appendingPathComponent(name).path
  }

  func testWhatIsNoRegularFileIsRefusedAtOnce() throws {
    XCTAssertEqual(mkfifo(path("pipe"), 0o600), 0)
    assertFails(.notRegularFile) { try OpenFile(reading: path("pipe")) }
    assertFails(.notRegularFile) { try OpenFile(reading: "/dev/null") }
    assertFails(.isDirectory) { try OpenFile(reading: directory.url.path) }
    assertFails(.notFound) { try OpenFile(reading: path("missing")) }
    XCTAssertEqual(descriptorCount(of: directory.url), 0)
    XCTAssertEqual(descriptorCount(of: directory.url.appendingPathComponent("pipe")), 0)
  }

  func testReadingGoesOnWhereItEnded() throws {
    try directory.write(Data("hello".utf8), named: "a")
    let file = try OpenFile(reading: path("a"))
    var read: [String] = []
    for _ in 0..<4 {
      read.append(
        try withUnsafeTemporaryAllocation(byteCount: 2, alignment: 1) { buffer in
          String(decoding: buffer.prefix(try file.fill(buffer)), as: UTF8.self)
        })
    }
    XCTAssertEqual(read, ["he", "ll", "o", ""])
  }

  func testCreatingNeverTakesWhatIsThere() throws {
    try directory.write(Data("mine".utf8), named: "a")
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("elsewhere"))
    assertFails(.alreadyExists) { try OpenFile(creating: path("a")) }
    assertFails(.alreadyExists) { try OpenFile(creating: path("link")) }
    XCTAssertEqual(try directory.names(), ["a", "link"])
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path("a"))), Data("mine".utf8))
  }

  func testACreatedFileIsForItsOwnerToWriteOnly() throws {
    _ = try OpenFile(creating: path("a"))
    var status = stat()
    XCTAssertEqual(stat(path("a"), &status), 0)
    XCTAssertEqual(status.st_mode & 0o600, 0o600)
    XCTAssertEqual(status.st_mode & 0o777 & ~0o644, 0)
  }

  func testWritingGoesOnWhereItEnded() throws {
    let file = try OpenFile(creating: path("a"))
    for text in ["he", "", "llo"] { try file.append(Data(text.utf8)) }
    try file.append(Data("xxyz".utf8).dropFirst(2))
    try file.checkWritten()
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path("a"))), Data("helloyz".utf8))
  }

  func testLettingGoCloses() throws {
    let url = try directory.write(Data("hello".utf8), named: "a")
    var file: OpenFile? = try OpenFile(reading: url.path)
    XCTAssertNotNil(file)
    XCTAssertEqual(descriptorCount(of: url), 1)
    file = nil
    XCTAssertEqual(descriptorCount(of: url), 0)
  }

  func testChildProcessesDoNotInheritTheDescriptor() throws {
    let url = try directory.write(Data("hello".utf8), named: "a")
    let reading = try OpenFile(reading: url.path)
    let creating = try OpenFile(creating: path("b"))
    for file in [reading, creating] {
      let inode = try file.fingerprint().inode
      let open = descriptors(where: { UInt64($0.st_ino) == inode })
      XCTAssertFalse(open.isEmpty)
      for descriptor in open {
        XCTAssertNotEqual(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0)
      }
    }
  }
}
