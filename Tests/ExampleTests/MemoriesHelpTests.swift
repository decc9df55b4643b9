import Foundation
import MemoriesKitTesting
import XCTest

@testable import memories

/// What the program says of itself, and of words that it does not know.
final class MemoriesHelpTests: MemoriesTestCase {
  func testVersionAndHelpOfACommand() async throws {
    let version = try await memories("--version", environment: [:])
    XCTAssertEqual(version.status, 0)
    XCTAssertEqual(version.output, "memories 1.0\n")
    let help = try await memories("help", "folders", "move", environment: [:])
    XCTAssertEqual(help.status, 0)
    XCTAssertTrue(help.output.hasPrefix("Usage: memories folders move N VIDEO_NO…"), help.output)
    let overview = try await memories("help", environment: [:])
    XCTAssertTrue(overview.output.hasPrefix("Usage: memories COMMAND"), overview.output)
  }

  func testWhatSomebodyMayHaveMeant() async throws {
    for (words, meant) in [
      (["serach", "a"], "search"), (["upload-image", "a"], "upload-images"),
      (["dowload"], "download"), (["search", "a", "--limt=3"], "--limit"),
      (["folder", "list"], "folders list"), (["trans"], "transcript"),
    ] {
      let result = try await run("memories", words)
      XCTAssertEqual(result.status, 64)
      XCTAssertTrue(result.error.contains("did you mean “\(meant)”?"), result.error)
    }
    for words in [["fly"], ["xyz"], ["search", "a", "--colour=red"]] {
      let result = try await run("memories", words)
      XCTAssertFalse(result.error.contains("did you mean"), result.error)
    }
  }

  func testProblemsNameOptionsAndOperands() async throws {
    try write(10, named: "a.mp4")
    for (words, name) in [
      (["upload", "a.mp4", "--captured-at=yesterday"], "--captured-at: "),
      (["upload", "a.mp4", "--tag="], "--tag: "), (["search", "a", "--since=now"], "--since: "),
      (["search", "a", "--limit=0"], "--limit: "), (["search", " "], "TEXT: "),
      (["search", "a", "--near=91,0"], "--near: "), (["delete", "--yes", ""], "VIDEO_NO: "),
      (["upload", "a.mp4", "--unique-id="], "--unique-id: "),
      (["folders", "rename", "-1", "a"], "N: "), (["list", "--page=0"], "--page: "),
      (["ask", "What?", "https://a.b/c.mp4", "--model=x"], "--model: "),
    ] {
      let result = try await run("memories", words)
      XCTAssertEqual(result.status, 65, "\(words)")
      XCTAssertTrue(result.error.contains(name), "\(words): \(result.error)")
      XCTAssertFalse(result.error.contains("VisualSearch"), result.error)
    }
  }

  func testListsHaveAHeaderAndAllPages() async throws {
    let nothing = try await memories("list")
    XCTAssertEqual(nothing.output, "no videos\n")
    let none = try await memories("folders", "list")
    XCTAssertEqual(none.output, "no folders of your own\n")
    let numbers = (0..<5).map { sandbox.addVideo(Data([UInt8($0)]), named: "\($0).mp4") }
    let all = try await memories("list", "--all", "--size=2")
    let lines = all.output.split(separator: "\n")
    XCTAssertEqual(lines.count, 6)
    XCTAssertTrue(lines[0].hasPrefix("VIDEO "), all.output)
    for number in numbers { XCTAssertTrue(all.output.contains(number)) }
    let machine = try await memories("list", "--all", "--size=2", "--json")
    let videos = try JSONSerialization.jsonObject(with: Data(machine.output.utf8))
    XCTAssertEqual((videos as? [Any])?.count, 5)
    let both = try await memories("list", "--all", "--page=2")
    XCTAssertEqual(both.status, 64)
  }
}
