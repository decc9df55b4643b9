import Foundation
import TestSupport
import XCTest

@testable import MemoriesKit

final class FileMoveTests: XCTestCase {
  private typealias Move = (_ source: String, _ destination: String) throws -> Void

  private var directory: TemporaryDirectory!
  private var source: String { directory.url.appendingPathComponent("source").path }
  private var destination: String { directory.url.appendingPathComponent("destination").path }

  override func setUpWithError() throws {
    directory = try TemporaryDirectory()
    try directory.write(Data("new".utf8), named: "source")
  }

  override func tearDown() {
    directory.remove()
  }

  private let careful: [Move] = [
    { try FileMove.withoutReplacing(from: $0, to: $1) },
    { try FileMove.byReserving(from: $0, to: $1) },
  ]

  private func text(_ path: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
  }

  func testAFreeNameIsTaken() throws {
    for move in careful + [{ try FileMove.replacing(from: $0, to: $1) }] {
      try move(source, destination)
      XCTAssertEqual(try directory.names(), ["destination"])
      XCTAssertEqual(try text(destination), "new")
      XCTAssertEqual(rename(destination, source), 0)
    }
  }

  func testWhatIsThereIsLeftAlone() throws {
    try directory.write(Data("old".utf8), named: "destination")
    for move in careful {
      let failure = assertFails(.alreadyExists) { try move(source, destination) }
      XCTAssertEqual(failure?.action, .rename)
      XCTAssertEqual(failure?.path, destination)
      XCTAssertEqual(try text(destination), "old")
      XCTAssertEqual(try text(source), "new")
    }
  }

  func testALinkIsLeftAloneTooWhereverItLeads() throws {
    try FileManager.default.createSymbolicLink(
      atPath: destination, withDestinationPath: "nowhere")
    for move in careful {
      assertFails(.alreadyExists) { try move(source, destination) }
      XCTAssertEqual(try directory.names(), ["destination", "source"])
    }
  }

  func testReplacingTakesThePlace() throws {
    try directory.write(Data("old".utf8), named: "destination")
    try FileMove.replacing(from: source, to: destination)
    XCTAssertEqual(try directory.names(), ["destination"])
    XCTAssertEqual(try text(destination), "new")
  }

  func testReplacingALinkLeavesWhereItLeads() throws {
    let target = try directory.write(Data("old".utf8), named: "target")
    try FileManager.default.createSymbolicLink(
      atPath: destination, withDestinationPath: target.path)
    try FileMove.replacing(from: source, to: destination)
    XCTAssertEqual(try text(target.path), "old")
    XCTAssertThrowsError(
      try FileManager.default.destinationOfSymbolicLink(atPath: destination), "still a link")
    XCTAssertEqual(try text(destination), "new")
  }

  func testADirectoryIsNeverReplaced() throws {
    try FileManager.default.createDirectory(
      atPath: destination, withIntermediateDirectories: false)
    assertFails(.isDirectory) { try FileMove.replacing(from: source, to: destination) }
    for move in careful {
      assertFails(.alreadyExists) { try move(source, destination) }
    }
    XCTAssertEqual(try directory.names(), ["destination", "source"])
  }

  func testAMoveThatFailsLeavesNothingBehind() throws {
    let missing = directory.url.appendingPathComponent("missing/destination").path
    for move in careful + [{ try FileMove.replacing(from: $0, to: $1) }] {
      assertFails(.notFound) { try move(source, missing) }
      assertFails(.notFound) { try move(missing, destination) }
      XCTAssertEqual(try directory.names(), ["source"])
    }
  }
}
