import Foundation
import MemoriesKitTesting
import XCTest

/// `--dry-run`.
final class MemoriesDryRunTests: MemoriesTestCase {
  func testEveryCommandSaysWhatItWouldSendAndSendsNothing() async throws {
    try write(1000, named: "a.mp4")
    try write(1000, named: "a.png")
    for (line, address) in [
      ("upload a.mp4", "/upload, 1."), ("upload https://a.example/b.mp4", "/upload_url, "),
      ("upload-images a.png", "/upload_img, "), ("search x", "/search, "),
      ("search-clips VI1 a.png p --page=p.html --fetch=all", "/search_clips_by_image, "),
      ("transcript VI1", "?video_no=VI1"), ("wait VI1", "/get_metadata?video_no=VI1\n"),
      ("download --video VI1", "/download, "), ("find surf", "/queries/stream, "),
      ("assets upload a.mp4", "/upload, "),
      ("reconcile a.mp4 --since 2026-11-27T09:30:00Z --wait", "/list_videos, "),
    ] {
      let words = line.split(separator: " ").map(String.init) + ["--dry-run"]
      let result = try await run("memories", words)
      XCTAssertEqual(result.status, 0, "\(line): \(result.error)")
      XCTAssertTrue(result.output.hasPrefix("would send "), "\(line): \(result.output)")
      XCTAssertTrue(result.output.contains(address), "\(line): \(result.output)")
      XCTAssertEqual(result.output.split(separator: "\n").count, 1, "\(line): \(result.output)")
      XCTAssertEqual(result.error, "", line)
    }
    XCTAssertEqual(sandbox.exchanges.count, 0)
    XCTAssertEqual(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted(),
      ["a.mp4", "a.png"])
  }

  func testSeveralUploadsAreAllNamed() async throws {
    try write(1000, named: "a.mp4")
    try write(2000, named: "b.mp4")
    let result = try await memories("upload", "a.mp4", "b.mp4", "--dry-run", "--json")
    XCTAssertEqual(result.status, 0, result.error)
    struct Report: Decodable {
      struct Request: Decodable {
        let method: String
        let byteCount: Int
      }
      let wouldSend: [Request]
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    XCTAssertEqual(report.wouldSend.map(\.method), ["POST", "POST"])
    XCTAssertEqual(report.wouldSend[1].byteCount - report.wouldSend[0].byteCount, 1000)
    XCTAssertEqual(result.error, "")
  }

  func testWhatWouldFailBeforehandFails() async throws {
    try write(10, named: "a.txt")
    for (words, status) in [
      (["upload", "nix.mp4"], Int32(66)), (["upload", "a.txt"], 65), (["search", ""], 65),
      (["sandbox"], 64), (["completions", "bash"], 64),
    ] {
      let result = try await run("memories", words + ["--dry-run"])
      XCTAssertEqual(result.status, status, "\(words): \(result.error)")
      XCTAssertFalse(result.output.contains("would send"), result.output)
    }
    let keyless = try await memories("search", "a", "--dry-run", environment: [:])
    XCTAssertEqual(keyless.status, 78)
  }
}
