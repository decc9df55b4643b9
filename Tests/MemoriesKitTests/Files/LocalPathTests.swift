import Foundation
import XCTest

@testable import MemoriesKit

final class LocalPathTests: XCTestCase {
  func testAFileURLHasAPath() throws {
    XCTAssertEqual(try URL(fileURLWithPath: "/a/b c?#é").localPath(), "/a/b c?#é")
  }

  func testARelativeURLIsResolved() throws {
    let base = URL(fileURLWithPath: "/a/", isDirectory: true)
    XCTAssertEqual(try URL(fileURLWithPath: "b/c", relativeTo: base).localPath(), "/a/b/c")
  }

  func testAnotherURLIsRefused() throws {
    let url = try XCTUnwrap(URL(string: "https://example.com/movie.mp4"))
    let failure = assertFails(.notLocal) { try url.localPath() }
    XCTAssertEqual(failure?.path, "https://example.com/movie.mp4")
  }

  func testANULNeverReachesTheSystem() throws {
    let url = try XCTUnwrap(URL(string: "file:///a%00b"))
    let path = try? url.localPath()
    XCTAssertNotEqual(path?.utf8.contains(0), true)
    XCTAssertNotEqual(path, "/a")
  }
}
