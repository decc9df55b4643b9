import Foundation
import MemoriesKit
import TestSupport
import XCTest

/// What is documented of the file; the other limits are in the table.
final class UploadVideoFileTests: DirectoryTestCase {
  private func upload(_ name: String) throws -> VisualSearch.UploadVideo {
    VisualSearch.UploadVideo(file: try directory.write(Data("m".utf8), named: name))
  }

  func testTheFourDocumentedExtensionsAreAcceptedInAnyCase() throws {
    for name in ["a.mp4", "a.avi", "a.mkv", "a.mov", "A.MP4", "a.MkV", "a.b.mov", ".x.avi"] {
      XCTAssertEqual(try upload(name).problems(), [], name)
    }
  }

  func testOtherExtensionsAreRefused() throws {
    for name in ["a.webm", "a.mp4.txt", "mp4", "a.", ".mp4", "a.mp4 ", "a.mp", "a.png"] {
      let problems = try upload(name).problems()
      XCTAssertEqual(problems.map(\.field), ["file"], name)
      XCTAssertTrue(try XCTUnwrap(problems.first).reason.contains(".mp4 .avi .mkv .mov"), name)
    }
  }

  func testAMissingFileAnEmptyOneAndADirectoryAreRefused() throws {
    let missing = url("none.mp4")
    let empty = try directory.write(Data(), named: "empty.mp4")
    let folder = url("folder.mp4")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let remote = try XCTUnwrap(URL(string: "https://example.com/movie.mp4"))
    for (file, words) in [
      (missing, "does not exist"), (empty, "is empty"), (folder, "is a folder"),
      (remote, "not the path of a local file"),
    ] {
      let problems = VisualSearch.UploadVideo(file: file).problems()
      XCTAssertEqual(problems.map(\.field), ["file"], file.lastPathComponent)
      XCTAssertTrue(try XCTUnwrap(problems.first).reason.contains(words), "\(problems)")
    }
  }

  func testThreeBinaryGigabytesAreTheMost() throws {
    let limit: Int64 = 3 << 30
    let largest = try SparseFile.create(limit, at: url("largest.mp4"))
    XCTAssertEqual(VisualSearch.UploadVideo(file: largest).problems(), [])
    let larger = try SparseFile.create(limit + 1, at: url("larger.mp4"))
    XCTAssertEqual(
      VisualSearch.UploadVideo(file: larger).problems().map(\.description),
      ["file: “larger.mp4” has 3221225473 bytes, and at most 3221225472 are allowed"])
  }
}
