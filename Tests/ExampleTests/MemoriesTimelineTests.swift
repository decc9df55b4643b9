import Foundation
import XCTest

@testable import memories

final class MemoriesTimelineTests: MemoriesTestCase {
  private func line(
    _ hits: (Double, Double?, Double?)..., isASCII: Bool = false
  ) -> String? {
    HitTimeline(
      hits.map { Hit(source: "VI1", start: $0.0, end: $0.1, score: $0.2) }
    )?.text(isASCII: isASCII)
  }

  func testTheHighestCellIsTheBestHit() {
    XCTAssertEqual(
      line((0, 5, 0.5), (60, 65, 1), (115, 120, 0.25)),
      "▅▅▁▁▁▁▁▁▁▁▁▁██▁▁▁▁▁▁▁▁▁▃  0 to 120.0 s")
    XCTAssertEqual(
      line((0, 5, 0.5), (60, 65, 1), (119, 120, 0.01), isASCII: true),
      "++..........@@.........:  0 to 120.0 s")
  }

  func testHitsWithoutAnEndOrAScoreCount() {
    XCTAssertEqual(line((0, nil, nil), (24, nil, nil)), "█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█  0 to 24.0 s")
    XCTAssertEqual(line((12, 3, 1), (24, nil, 1)), "▁▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁█  0 to 24.0 s")
  }

  func testWhatCannotBeDrawnIsNot() {
    XCTAssertNil(line())
    XCTAssertNil(line((0, nil, 1)))
    XCTAssertNil(line((.nan, nil, 1), (-.infinity, nil, 1), (-5, nil, 1)))
    XCTAssertNil(line((0, .infinity, 1)))
    XCTAssertNotNil(line((0, .nan, 1), (1, .infinity, 1)))
    XCTAssertNotNil(line((1e300, nil, -1), (1, nil, .nan)))
    XCTAssertNotNil(line((1, nil, 1), (2, nil, .nan), (3, nil, -.infinity)))
  }

  func testVideosInTheOrderOfTheirHits() {
    let hits = [("VI2", 4.0), ("VI1", 2.0), ("VI2", 1.0)].map {
      Hit(source: $0.0, start: $0.1, score: 1)
    }
    let lines = hits.timelines(isASCII: true)
    XCTAssertEqual(lines.map { String($0.prefix(3)) }, ["VI2", "VI1"])
  }

  func testANarrowTerminalIsNotOverfull() async throws {
    let number = sandbox.addVideo(Data([1]), named: "a long name of a video of a harbour.mp4")
    try write(10, named: "a.png")
    for arguments in [["search-clips", number, "a.png", "a"], ["list"]] {
      let terminal = try PseudoTerminal(columns: 40)
      let run = try start("memories", arguments, outputFile: terminal.stream)
      let result = await run.finish()
      XCTAssertEqual(result.status, 0, result.error)
      let text = terminal.text()
      XCTAssertTrue(text.contains(number), text)
      XCTAssertEqual(text.contains("0 to "), arguments[0] != "list", text)
      for line in text.split(separator: "\n") { XCTAssertLessThanOrEqual(line.count, 40, text) }
    }
  }

  func testAPipeGetsNoPicture() async throws {
    let number = sandbox.addVideo(Data([1]), named: "a.mp4")
    try write(10, named: "a.png")
    let result = try await memories("search-clips", number, "a.png", "a")
    XCTAssertFalse(result.output.contains("▁"), result.output)
  }
}
