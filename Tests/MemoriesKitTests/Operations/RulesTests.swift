import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class RulesTests: XCTestCase {
  func testProblemsGatherInOrder() {
    var rules = MemoriesRequest.Rules()
    rules.refuse("a", "first")
    rules.require(true, "b", "not told")
    rules.require(false, "c", "second")
    XCTAssertEqual(
      rules.problems, [MemoriesError.Problem("a", "first"), MemoriesError.Problem("c", "second")])
  }

  func testTextOfNothingButBlanksIsEmpty() {
    for text in ["", " ", "\t\r\n", "\u{A0}\u{2003}\u{3000}"] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(text, "prompt")
      XCTAssertEqual(rules.problems, [MemoriesError.Problem("prompt", "must not be empty")])
    }
    var rules = MemoriesRequest.Rules()
    rules.requireText(" x ", "prompt")
    XCTAssertEqual(rules.problems, [])
  }

  func testCharactersAreCountedAsAPersonDoes() {
    let family = "👩‍👩‍👧"
    var rules = MemoriesRequest.Rules()
    rules.limit(String(repeating: family, count: 200), to: 200, "cameraModel")
    rules.limit(nil, to: 0, "callback")
    XCTAssertEqual(rules.problems, [])
    rules.limit(String(repeating: family, count: 201), to: 200, "cameraModel")
    XCTAssertEqual(
      rules.problems,
      [MemoriesError.Problem("cameraModel", "has 201 characters, and at most 200 are allowed")])
  }

  func testAUniqueIDMustNotBeEmpty() {
    var rules = MemoriesRequest.Rules()
    rules.checkScope(nil, folders: .none)
    rules.checkScope(.uniqueID(" "), folders: .none)
    XCTAssertEqual(rules.problems, [])
    rules.checkScope(.uniqueID(""), folders: .none)
    XCTAssertEqual(rules.problems.map(\.field), ["scope"])
  }

  func testAFolderIsForOperationsThatTakeOne() {
    let accesses: [(MemoriesRequest.Rules.FolderAccess, [Int64])] = [
      (.none, []), (.reading, [-2, -1, 1, .max]), (.writing, [-1, 1, .max]),
    ]
    for (access, allowed) in accesses {
      for folder in [Int64.min, -3, -2, -1, 0, 1, .max] {
        var rules = MemoriesRequest.Rules()
        rules.checkScope(.folder(folder), folders: access)
        let expected = allowed.contains(folder) ? [] : ["scope"]
        XCTAssertEqual(rules.problems.map(\.field), expected, "\(access) \(folder)")
      }
    }
  }

  func testAFolderThatIsNotNeededIsToBeLeftOut() {
    var rules = MemoriesRequest.Rules()
    rules.checkScope(.defaultFolder, folders: .none)
    XCTAssertEqual(rules.problems.map { $0.reason.contains("leave it out") }, [true])
  }

  func testBothHalvesOfAPlaceAreChecked() {
    var rules = MemoriesRequest.Rules()
    rules.checkPlace(nil, "location")
    XCTAssertEqual(rules.problems, [])
    rules.checkPlace(VisualSearch.GeoPoint(latitude: .nan, longitude: 181), "location")
    XCTAssertEqual(
      rules.problems.map(\.reason),
      ["latitude nan is not between -90 and 90", "longitude 181.0 is not between -180 and 180"])
  }

  func testAMediumWithoutAMaximumMayBeAnySize() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let file = try SparseFile.create(
      1 << 40, at: directory.url.appendingPathComponent("a.mp4"))
    var rules = MemoriesRequest.Rules()
    rules.checkMedium(.file(file), "file", extensions: ["mp4"], maximum: nil)
    XCTAssertEqual(rules.problems, [])
    rules.checkMedium(.file(file), "file", extensions: ["mp4"], maximum: 1 << 40)
    XCTAssertEqual(rules.problems, [])
    rules.checkMedium(.file(file), "file", extensions: ["mp4"], maximum: (1 << 40) - 1)
    XCTAssertEqual(rules.problems.map(\.field), ["file"])
  }
}
