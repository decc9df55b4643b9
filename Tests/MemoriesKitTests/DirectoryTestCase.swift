import Foundation
import TestSupport
import XCTest

/// A test with a directory of its own, which is removed with it.
class DirectoryTestCase: XCTestCase {
  private(set) var directory: TemporaryDirectory!

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
  }

  override func tearDown() {
    directory.remove()
  }

  /// Where a file of this name is in the directory, or would be.
  func url(_ name: String) -> URL {
    directory.url.appendingPathComponent(name, isDirectory: false)
  }

  func path(_ name: String) -> String {
    url(name).path
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }
}
