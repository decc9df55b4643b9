import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import memories

/// What is the same for all commands: help, usage errors, the environment and the ways to fail.
final class MemoriesProgramTests: MemoriesTestCase {
  private let metadata = Sandbox.Route.visualSearch("GET", "/get_metadata")

  func testHelpForAll() async throws {
    let result = try await memories("--help", environment: [:])
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    for word in ["upload FILE", "assets status ASSET_ID", "MEMORIES_V2_BASE_URL", "130"] {
      XCTAssertTrue(result.output.contains(word), word)
    }
  }

  func testHelpForEachCommand() async throws {
    for command in Invocation.commands.map({ $0.syntax.name }) {
      let words = command.split(separator: " ").map(String.init) + ["--help"]
      let result = try await start("memories", words, environment: [:]).finish()
      XCTAssertEqual(result.status, 0, command)
      XCTAssertTrue(result.output.hasPrefix("Usage: memories \(command)"), result.output)
      XCTAssertTrue(result.output.contains("--json"), command)
    }
    let group = try await memories("assets", "--help")
    XCTAssertTrue(group.output.contains("Usage: memories assets upload FILE"))
    XCTAssertTrue(group.output.contains("Usage: memories assets status ASSET_ID"))
  }

  func testUsageErrors() async throws {
    let cases: [([String], String)] = [
      ([], "no command was given; see “memories --help”"),
      (["--json=1"], "--json takes no value"),
      (["fly"], "unknown command “fly”; see “memories --help”"),
      (["assets"], "“assets” is no command of its own: assets upload or assets status"),
      (["status"], "VIDEO_NO is missing; see “memories status --help”"),
      (["status", "a", "b"], "unexpected argument “b”"),
      (["status", "a", "--bogus=1"], "unknown option --bogus"),
      (["wait", "a", "--folder=1"], "unknown option --folder"),
      (["upload", "f", "--tag"], "--tag needs a value"),
      (["upload", "f", "--folder", "x"], "--folder must be a whole number"),
      (["upload", "f", "--folder=1", "--unique-id=a"], "--unique-id and --folder cannot"),
      (["upload", "f", "--location", "1"], "--location must be LAT,LON"),
      (["upload", "f", "--callback=done"], "--callback must be an http or https URL"),
      (["upload", "f", "--callback=file:///x"], "--callback must be an http or https URL"),
      (["wait", "a", "--timeout=-1"], "--timeout must be"),
      (["wait", "a", "--timeout=nan"], "--timeout must be"),
    ]
    for (words, message) in cases {
      let result = try await start("memories", words).finish()
      XCTAssertEqual(result.status, 64, "\(words)")
      XCTAssertEqual(result.output, "", "\(words)")
      XCTAssertTrue(result.error.hasPrefix("memories: \(message)"), result.error)
    }
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testAUsageErrorAsJSON() async throws {
    let result = try await memories("--json", "status")
    XCTAssertEqual(result.status, 64)
    let error = try json(result.error)
    XCTAssertEqual(error["kind"], "usage")
    XCTAssertEqual(error["outcome"], "notSent")
    XCTAssertEqual(error["code"], NSNull())
  }

  func testWithoutAKey() async throws {
    for environment in [[:], ["MEMORIES_API_KEY": ""]] {
      let result = try await memories("status", "VI1", environment: environment)
      XCTAssertEqual(result.status, 78)
      XCTAssertTrue(result.error.contains("not configured"), result.error)
    }
    var environment = self.environment
    environment["MEMORIES_V1_BASE_URL"] = "http://example.com/serve/api/v1"
    let result = try await memories("status", "VI1", environment: environment)
    XCTAssertEqual(result.status, 78)
  }

  func testAKeyThatIsRefused() async throws {
    var environment = self.environment
    environment["MEMORIES_API_KEY"] = "sk-mavi-wrong-9876543210"
    let result = try await memories("status", "VI1", "--json", environment: environment)
    XCTAssertEqual(result.status, 77)
    XCTAssertEqual(try json(result.error)["kind"], "unauthorized")
    XCTAssertEqual(try json(result.error)["code"], "0401")
    XCTAssertFalse(result.everything.contains("wrong"), result.everything)
  }

  func testAKeyThatTheServiceRepeatsIsNotPrinted() async throws {
    try sandbox.failAlways(
      metadata, with: .serviceError(code: "0001", message: "bad \(sandbox.apiKey)"))
    let result = try await memories("status", "VI1", "--json")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.error.contains("bad "), result.error)
  }

  func testRefusalsAndFaultsHaveTheirCodes() async throws {
    let cases: [(Sandbox.Fault, Int32)] = [
      (.rateLimit, 75), (.serviceError(code: "0402", message: "Insufficient balance"), 79),
      (.serviceError(code: "9009", message: "not allowed"), 77),
      (.serviceError(code: "0001", message: "no"), 1), (.gateway(), 76), (.cutJSON(after: 9), 76),
      (.resetAfterBody, 69),
    ]
    for (fault, status) in cases {
      // Always, because what is safe to send again may be sent again.
      try sandbox.failAlways(metadata, with: fault)
      let result = try await memories("status", "VI1")
      sandbox.removeFaults()
      XCTAssertEqual(result.status, status, result.error)
      XCTAssertEqual(result.output, "")
    }
  }

  func testAServiceThatIsNotThere() async throws {
    let environment = self.environment
    await sandbox.stop()
    let result = try await memories("status", "VI1", environment: environment)
    XCTAssertEqual(result.status, 69)
  }

  func testOutputThatNobodyReads() async throws {
    let number = sandbox.addVideo(Data([1]), named: "movie.mp4")
    let result = try await start(
      "memories", ["status", number], outputFile: ProgramRun.unreadPipe()
    )
    .finish()
    XCTAssertEqual(result.status, 73)
    XCTAssertEqual(
      result.error, "memories: standard output cannot be written: Broken pipe\n")
  }

  func testWhatIsMeantForAClosedOutputReachesNoFileAndNoSocket() async throws {
    let number = sandbox.addVideo(Sandbox.Pattern.data(at: 0, count: 3000), named: "movie.mp4")
    let result = try await start(
      "memories", ["download", "--video", number, "--to", "saved.mp4"],
      shell: "exec \"$@\" >&-"
    ).finish()
    XCTAssertEqual(result.status, 73)
    XCTAssertEqual(
      result.error, "memories: standard output cannot be written: Bad file descriptor\n")
    let saved = try Data(contentsOf: folder.url.appendingPathComponent("saved.mp4"))
    XCTAssertEqual(saved, Sandbox.Pattern.data(at: 0, count: 3000))
  }
}
