import Foundation
import MemoriesKitTesting
import XCTest

/// `upload` of several videos.
final class MemoriesUploadSeriesTests: MemoriesTestCase {
  private let upload = Sandbox.Route.visualSearch("POST", "/upload")

  private func documents(_ text: String) throws -> [[String: Any]] {
    try XCTUnwrap(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  private func writeThree() throws {
    for name in ["a.mp4", "b.mp4", "c.mp4"] { try write(1000, named: name) }
  }

  func testEachHasItsReceipt() async throws {
    try writeThree()
    try await restart { $0.indexing = .afterPolls(0) }
    let result = try await memories(
      "upload", "a.mp4", "https://a.example/b.mp4", "c.mp4", "--unique-id=team", "--wait")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(result.error, "")
    let numbers = sandbox.videoNos
    XCTAssertEqual(numbers.count, 3)
    for (name, number) in zip(["a.mp4", "https://a.example/b.mp4", "c.mp4"], numbers) {
      XCTAssertTrue(result.output.contains("\(name):\n  video     \(number)\n"), result.output)
    }
    XCTAssertEqual(result.output.components(separatedBy: "  now  PARSE\n").count, 4)
  }

  func testOneThatFailsDoesNotStopTheOthers() async throws {
    try writeThree()
    try sandbox.failNext(upload, with: .serviceError(code: "0001", message: "no"))
    let result = try await memories("upload", "a.mp4", "b.mp4", "c.mp4", "--json")
    XCTAssertEqual(result.status, 1, result.error)
    let endings = try documents(result.output)
    XCTAssertEqual(endings.map { $0["source"] as? String }, ["a.mp4", "b.mp4", "c.mp4"])
    XCTAssertTrue(endings.allSatisfy { Set($0.keys) == ["source", "receipt", "error"] })
    XCTAssertEqual(
      endings.map { ($0["receipt"] as? [String: Any])?["videoNo"] as? String },
      [nil] + sandbox.videoNos)
    XCTAssertEqual((endings[0]["error"] as? [String: Any])?["code"] as? String, "0001")
    let error = try json(result.error)
    XCTAssertEqual(error["outcome"], "done", "nobody may send all three again")
    XCTAssertTrue((error["message"] as? String ?? "").hasPrefix("2 of 3 were uploaded"))
  }

  func testALostUploadIsToldWithHowToLookForIt() async throws {
    try writeThree()
    try sandbox.failNext(upload, with: .resetAfterBody)
    let result = try await memories("upload", "a.mp4", "b.mp4")
    XCTAssertEqual(result.status, 69, result.error)
    XCTAssertTrue(result.error.contains("memories reconcile 'a.mp4' --since"), result.error)
    XCTAssertTrue(result.output.contains("b.mp4:\n"), result.output)
  }

  func testWithoutMoneyTheOthersAreNotTried() async throws {
    try writeThree()
    try sandbox.failNext(upload, with: .serviceError(code: "0402", message: "broke"))
    let result = try await memories("upload", "a.mp4", "b.mp4", "c.mp4", "--json")
    XCTAssertEqual(result.status, 79, result.error)
    XCTAssertEqual(sandbox.exchanges.count, 1)
    XCTAssertEqual(
      try documents(result.output).map { ($0["error"] as? [String: Any])?["kind"] as? String },
      ["insufficientBalance", "notTried", "notTried"])
    XCTAssertEqual(try json(result.error)["outcome"], "refused")
  }

  func testAMissingFileIsSeenBeforeAnythingIsSent() async throws {
    try writeThree()
    let result = try await memories("upload", "a.mp4", "nix.mp4")
    XCTAssertEqual(result.status, 66)
    XCTAssertEqual(sandbox.exchanges.count, 0)
  }

  func testReceiptsThatCannotBePrintedAreInTheError() async throws {
    try writeThree()
    guard let full = FileHandle(forWritingAtPath: "/dev/full") else {
      throw XCTSkip("this system has no full device")
    }
    for arguments in [["--json"], []] {
      let run = try start("memories", ["upload", "a.mp4", "b.mp4"] + arguments, outputFile: full)
      let result = await run.finish()
      XCTAssertEqual(result.status, 73)
      for number in sandbox.videoNos.suffix(2) {
        XCTAssertTrue(result.error.contains(number), result.error)
      }
    }
  }

  func testAFailedWaitKeepsTheReceipt() async throws {
    try writeThree()
    try await restart { $0.indexing = .afterPolls(0) }
    try sandbox.failNext(
      .visualSearch("GET", "/get_metadata"),
      with: .serviceError(code: "0402", message: "Insufficient balance"))
    let result = try await memories("upload", "a.mp4", "b.mp4", "--wait", "--json")
    XCTAssertEqual(result.status, 79)
    let states = try documents(result.output).map {
      ($0["receipt"] as? [String: Any])?["videoStatus"] as? String
    }
    XCTAssertEqual(states, ["UNPARSE", "PARSE"])
    XCTAssertTrue(result.error.contains("2 of 2 were uploaded"), result.error)
  }
}
