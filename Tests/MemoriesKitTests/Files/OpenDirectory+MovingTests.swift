import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class OpenDirectoryMovingTests: DirectoryTestCase {
  private typealias Move = (OpenDirectory, _ source: String, _ destination: String) throws -> Void

  private var opened: OpenDirectory!
  private var destination: String { directory.url.appendingPathComponent("destination").path }

  override func setUpWithError() throws {
    try super.setUpWithError()
    opened = try OpenDirectory(directory.url.path)
    try directory.write(Data("new".utf8), named: "source")
  }

  private let replacing: Move = { try $0.move($1, replacing: $2) }
  private let careful: [Move] = [
    { try $0.move($1, toFreeName: $2) }, { try $0.move($1, reserving: $2) },
  ]

  func testAFreeNameIsTaken() throws {
    for move in careful + [replacing] {
      try move(opened, "source", "destination")
      XCTAssertEqual(try directory.names(), ["destination"])
      XCTAssertEqual(try text("destination"), "new")
      try opened.move("destination", replacing: "source")
    }
  }

  func testWhatIsThereIsLeftAlone() throws {
    try directory.write(Data("old".utf8), named: "destination")
    for move in careful {
      let failure = assertFails(.alreadyExists) { try move(opened, "source", "destination") }
      XCTAssertEqual(failure?.action, .rename)
      XCTAssertEqual(failure?.path, destination)
      XCTAssertEqual(try text("destination"), "old")
      XCTAssertEqual(try text("source"), "new")
    }
  }

  func testALinkIsLeftAloneTooWhereverItLeads() throws {
    try FileManager.default.createSymbolicLink(
      atPath: destination, withDestinationPath: "nowhere")
    for move in careful {
      assertFails(.alreadyExists) { try move(opened, "source", "destination") }
      XCTAssertEqual(try directory.names(), ["destination", "source"])
    }
  }

  func testReplacingTakesThePlace() throws {
    try directory.write(Data("old".utf8), named: "destination")
    try opened.move("source", replacing: "destination")
    XCTAssertEqual(try directory.names(), ["destination"])
    XCTAssertEqual(try text("destination"), "new")
  }

  func testReplacingALinkLeavesWhereItLeads() throws {
    let target = try directory.write(Data("old".utf8), named: "target")
    try FileManager.default.createSymbolicLink(
      atPath: destination, withDestinationPath: target.path)
    try opened.move("source", replacing: "destination")
    XCTAssertEqual(try text("target"), "old")
    XCTAssertThrowsError(
      try FileManager.default.destinationOfSymbolicLink(atPath: destination), "still a link")
    XCTAssertEqual(try text("destination"), "new")
  }

  func testADirectoryIsNeverReplaced() throws {
    try FileManager.default.createDirectory(
      atPath: destination, withIntermediateDirectories: false)
    assertFails(.isDirectory) { try opened.move("source", replacing: "destination") }
    for move in careful {
      assertFails(.alreadyExists) { try move(opened, "source", "destination") }
    }
    XCTAssertEqual(try directory.names(), ["destination", "source"])
  }

  func testAMoveThatFailsLeavesNothingBehind() throws {
    for move in careful + [replacing] {
      assertFails(.notFound) { try move(opened, "source", "missing/destination") }
      assertFails(.notFound) { try move(opened, "missing", "destination") }
      XCTAssertEqual(try directory.names(), ["source"])
    }
  }
}
