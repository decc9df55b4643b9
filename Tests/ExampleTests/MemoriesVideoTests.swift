import Foundation
import MemoriesKitTesting
import XCTest

/// `status`, `wait` and `search-clips`.
final class MemoriesVideoTests: MemoriesTestCase {
  private let metadata = Sandbox.Route.visualSearch("GET", "/get_metadata")

  private func addVideo() -> String {
    sandbox.addVideo(Sandbox.Pattern.data(at: 0, count: 250_000), named: "movie.mp4")
  }

  /// A video that its second look finds searchable.
  private func uploadVideo() async throws -> String {
    try write(250_000, named: "movie.mp4")
    _ = try await memories("upload", "movie.mp4")
    return try XCTUnwrap(sandbox.videoNos.last)
  }

  func testStatusForPeople() async throws {
    let number = addVideo()
    let result = try await memories("status", number)
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    let fields = fields(result.output)
    XCTAssertEqual(fields["video"], number)
    XCTAssertEqual(fields["status"], "PARSE")
    XCTAssertEqual(fields["size"], "250000 bytes")
    XCTAssertEqual(fields["picture"], "720P, 1280 × 720, 30.0 frames per second")
  }

  func testStatusAsJSON() async throws {
    let number = addVideo()
    let result = try await memories("status", number, "--json")
    let video = try json(result.output)
    XCTAssertEqual(video["videoNo"], number)
    XCTAssertEqual(video["status"], "PARSE")
    XCTAssertEqual(video["size"], 250_000)
    XCTAssertEqual(video["resolutionLabel"], "720P")
    XCTAssertNil(video["cameraModel"])
  }

  func testStatusOfAnUnknownVideo() async throws {
    let people = try await memories("status", "VI1")
    XCTAssertEqual(people.status, 80)
    XCTAssertEqual(people.output, "")
    XCTAssertEqual(
      people.error,
      "memories: the service does not know the video VI1, or does not know it yet\n")

    let machine = try await memories("status", "VI1", "--json")
    XCTAssertEqual(machine.status, 80)
    XCTAssertEqual(machine.output, "")
    let error = try json(machine.error)
    XCTAssertEqual(Set(error.keys), ["kind", "message", "code", "status", "outcome"])
    XCTAssertEqual(error["kind"], "notFound")
  }

  func testListForPeopleAndAsJSON() async throws {
    let numbers = [addVideo(), addVideo()]
    let people = try await memories("list", "--status", "PARSE")
    XCTAssertEqual(people.status, 0, people.error)
    for number in numbers {
      XCTAssertTrue(people.output.contains("\(number)  PARSE"), people.output)
    }

    let machine = try await memories("list", "--size=1", "--page=2", "--json")
    let page = try json(machine.output)
    XCTAssertEqual(page["totalCount"], 2)
    XCTAssertEqual(page["currentPage"], 2)

    let wrong = try await memories("list", "--page", "first")
    XCTAssertEqual(wrong.status, 64)
    XCTAssertTrue(wrong.error.contains("--page"), wrong.error)
    for option in ["--page=0", "--status=DONE", "--folder=0"] {
      let none = try await memories("list", option)
      XCTAssertEqual(none.status, 65, option)
    }
  }

  func testControlCharactersOfTheServiceDoNotReachTheTerminal() async throws {
    try sandbox.failNext(metadata, with: .serviceError(code: "0001", message: "red \u{1B}[31m"))
    let result = try await memories("status", "VI1")
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.error.contains("red \u{FFFD}[31m"), result.error)
  }

  func testWaitLooksAgainAndShowsTheVideo() async throws {
    try await restart { $0.indexing = .afterPolls(1) }
    let number = try await uploadVideo()
    // The pause ends with the time-out, so that the next look is the last.
    let result = try await memories("wait", number, "--timeout", "1", "--progress")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(fields(result.output)["status"], "PARSE")
    XCTAssertTrue(result.error.contains("Waiting for \(number): 0:00, asked once"), result.error)
    XCTAssertTrue(result.error.hasSuffix("\r\u{1B}[K"), result.error)
  }

  func testAWaitThatRunsOut() async throws {
    let number = try await uploadVideo()
    let result = try await memories("wait", number, "--timeout=0", "--json")
    XCTAssertEqual(result.status, 124)
    XCTAssertEqual(result.output, "")
    XCTAssertEqual(try json(result.error)["kind"], "waitExpired")
  }

  func testAVideoThatCannotBeProcessed() async throws {
    let number = try await uploadVideo()
    sandbox.finishIndexing(of: number, failing: true)
    let result = try await memories("wait", number)
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.error.contains("could not process"), result.error)
  }

  func testClipsForPeople() async throws {
    let number = addVideo()
    try write(100, named: "shirt.png")
    let result = try await memories("search-clips", number, "shirt.png", "the red shirt")
    XCTAssertEqual(result.status, 0)
    XCTAssertEqual(result.error, "")
    let lines = result.output.split(separator: "\n")
    XCTAssertEqual(lines.count, 3)
    for line in lines {
      XCTAssertNotNil(
        line.range(
          of: #"^[\d.]+ s to [\d.]+ s +score 0\.\d+ +mavi-resource/\#(number)\.mp4$"#,
          options: .regularExpression), "\(line)")
    }
  }

  func testClipsAsJSON() async throws {
    let number = addVideo()
    try write(100, named: "shirt.png")
    let result = try await memories(
      "search-clips", number, "shirt.png", "the red shirt", "--unique-id=default", "--json")
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let clips = try XCTUnwrap(document as? [[String: AnyHashable]])
    XCTAssertEqual(clips.count, 3)
    XCTAssertEqual(
      Set(clips.flatMap(\.keys)), ["startTime", "endTime", "score", "videoBucket", "videoBlob"])
    XCTAssertEqual(clips.first?["videoBlob"], "\(number).mp4")
  }

  func testNoClips() async throws {
    try write(100, named: "shirt.png")
    let people = try await memories("search-clips", "VI1", "shirt.png", "shirt")
    XCTAssertEqual(people.status, 0)
    XCTAssertTrue(people.output.hasPrefix("no clips"), people.output)
    let machine = try await memories("search-clips", "VI1", "shirt.png", "shirt", "--json")
    XCTAssertEqual(machine.output.filter { !$0.isWhitespace }, "[]")
  }

  func testAMissingImage() async throws {
    let result = try await memories("search-clips", "VI1", "nothing.png", "shirt")
    XCTAssertEqual(result.status, 66)
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }
}
