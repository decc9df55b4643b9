import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class OpenFileTests: DirectoryTestCase {
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

  func testWritingGoesOnWhereItEnded() throws {
    let file = try OpenDirectory(directory.url.path).create("a")
    for text in ["he", "", "llo"] { try file.append(Data(text.utf8)) }
    try file.append(Data("xxyz".utf8).dropFirst(2))
    try file.finish()
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path("a"))), Data("helloyz".utf8))
  }

  func testWritingBeginsAnewAfterRewinding() throws {
    for text in ["", "hi", "hello", "hello all"] {
      let file = try OpenDirectory(directory.url.path).create("a")
      try file.append(Data("hello".utf8))
      try file.rewind()
      try file.append(Data(text.utf8))
      try file.finish()
      XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path("a"))), Data(text.utf8))
      try FileManager.default.removeItem(atPath: path("a"))
    }
  }

  func testFinishingCloses() throws {
    let file = try OpenDirectory(directory.url.path).create("a")
    XCTAssertEqual(descriptorCount(of: URL(fileURLWithPath: path("a"))), 1)
    try file.finish()
    XCTAssertEqual(descriptorCount(of: URL(fileURLWithPath: path("a"))), 0)
    assertFails(.system) { try file.append(Data([1])) }
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
    let inode = try OpenFile(reading: url.path).fingerprint().inode
    let file = try OpenFile(reading: url.path)
    let open = descriptors(where: { UInt64($0.st_ino) == inode })
    XCTAssertEqual(open.count, 1)
    for descriptor in open {
      XCTAssertNotEqual(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0)
    }
    withExtendedLifetime(file) {}
  }
}
