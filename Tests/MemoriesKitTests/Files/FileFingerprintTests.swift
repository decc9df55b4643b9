import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class FileFingerprintTests: XCTestCase {
  func testItTellsWhetherTheContentMayHaveChanged() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let url = try directory.write(Data("hello".utf8), named: "a")
    let original = try fingerprint(url)
    XCTAssertEqual(original.size, 5)
    XCTAssertEqual(try fingerprint(url), original)

    XCTAssertEqual(chmod(url.path, 0o600), 0)
    let renamed = directory.url.appendingPathComponent("b")
    try FileManager.default.moveItem(at: url, to: renamed)
    XCTAssertEqual(try fingerprint(renamed), original, "the content is the same")

    try setTimeOfChange(renamed, seconds: 1_000_000_000, nanoseconds: 1)
    let touched = try fingerprint(renamed)
    XCTAssertNotEqual(touched, original)

    try setTimeOfChange(renamed, seconds: 1_000_000_000, nanoseconds: 2)
    XCTAssertNotEqual(try fingerprint(renamed), touched, "nanoseconds count")

    let other = try directory.write(Data("hello".utf8), named: "c")
    try setTimeOfChange(other, seconds: 1_000_000_000, nanoseconds: 2)
    XCTAssertNotEqual(try fingerprint(other), try fingerprint(renamed), "another inode")
  }

  private func fingerprint(_ url: URL) throws -> FileFingerprint {
    try OpenFile(reading: url.path).fingerprint()
  }
}

/// Sets when the content of a file last changed, since two changes may fall into one tick of it.
func setTimeOfChange(_ url: URL, seconds: Int, nanoseconds: Int) throws {
  let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
  guard utimensat(AT_FDCWD, url.path, [time, time], 0) == 0 else {
    throw FileFailure(.write, url.path, errorNumber: errno)
  }
}
