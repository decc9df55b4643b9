import Foundation
import MemoriesKitTesting
import XCTest

/// `delete`, `namespaces`, `folders …`, `import …`, and uploads by URL and of images.
final class MemoriesLibraryTests: MemoriesTestCase {
  private func addVideo() -> String { sandbox.addVideo(Data("video".utf8), named: "movie.mp4") }

  func testAnUploadByURLHasTheOptionsOfOneOfAFile() async throws {
    let result = try await memories(
      "upload", "https://example.com/movie.mp4", "--tag=a", "--discard-original", "--camera=b",
      "--callback=https://example.com/done")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(fields(result.output)["video"], sandbox.videoNos.first)
    let request = try XCTUnwrap(sandbox.exchanges.last).request
    XCTAssertEqual(request.path, "/serve/api/v1/upload_url")
    let body = String(decoding: request.body, as: UTF8.self)
    for field in ["tags=a", "retain_original_video=false", "camera_model=b", "callback=https"] {
      XCTAssertTrue(body.contains(field), body)
    }
  }

  func testImagesGoInOneRequest() async throws {
    try write(10, named: "a.png")
    try write(11, named: "b.jpg")
    let people = try await memories("upload-images", "a.png", "b.jpg")
    XCTAssertEqual(people.status, 0, people.error)
    XCTAssertEqual(people.output.split(separator: "\n").count, 2)
    XCTAssertEqual(sandbox.exchanges.count, 1)
    let missing = try await memories("upload-images", "a.png", "c.png")
    XCTAssertEqual(missing.status, 66)
    XCTAssertEqual(sandbox.exchanges.count, 1)
  }

  func testReceiptsThatCannotBePrintedAreInTheError() async throws {
    try write(10, named: "a.png")
    let images = try await start(
      "memories", ["upload-images", "a.png"], outputFile: ProgramRun.unreadPipe()
    ).finish()
    XCTAssertEqual(images.status, 73)
    XCTAssertNotNil(
      images.error.range(of: #"Broken pipe; \d+\n$"#, options: .regularExpression), images.error)
    let task = try await start(
      "memories", ["import", "hashtags", "surf"], outputFile: ProgramRun.unreadPipe()
    ).finish()
    XCTAssertEqual(task.status, 73)
    XCTAssertTrue(task.error.contains("; task  "), task.error)
  }

  func testDeletingNeedsAYes() async throws {
    let number = addVideo()
    for words in [["delete", number], ["folders", "delete", "7"]] {
      let result = try await run("memories", words)
      XCTAssertEqual(result.status, 64)
      XCTAssertTrue(result.error.contains("deleting cannot be undone; give --yes"), result.error)
    }
    XCTAssertTrue(sandbox.exchanges.isEmpty)
  }

  func testDeletingTellsWhatIsGone() async throws {
    let numbers = [addVideo(), addVideo()]
    let result = try await memories("delete", "--yes", numbers[0], numbers[1])
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(result.output, numbers.map { "\($0)  deleted\n" }.joined())
    XCTAssertEqual(sandbox.videoNos, [])

    let again = try await memories("delete", "--yes", numbers[0], "--json")
    XCTAssertEqual(again.status, 80)
    XCTAssertEqual(try json(again.output)["unknown"], "[\"\(numbers[0])\"]")
  }

  func testAVideoThatStaysIsAFailure() async throws {
    let number = addVideo()
    sandbox.route("POST", "/serve/api/v1/delete_videos") { _ in
      Sandbox.Answer(
        headers: ["Content-Type": "application/json"],
        body: .text(#"{"code":"0000","msg":"success","data":null,"success":true,"failed":false}"#))
    }
    let result = try await memories("delete", "--yes", number)
    XCTAssertEqual(result.status, 1)
    XCTAssertEqual(result.output, "\(number)  still there\n")
  }

  func testNamespaces() async throws {
    try write(10, named: "a.mp4")
    _ = try await memories("upload", "a.mp4", "--unique-id=holidays")
    let result = try await memories("namespaces")
    XCTAssertTrue(result.output.split(separator: "\n").contains("holidays"), result.output)
    let machine = try await memories("namespaces", "--json")
    XCTAssertTrue(machine.output.hasPrefix("[\n"), machine.output)
  }

  func testTheLifeOfAFolder() async throws {
    let created = try await memories("folders", "create", "Trips", "--json")
    let number = try XCTUnwrap(try json(created.output)["folderID"] as? Int, created.output)
    let renamed = try await memories("folders", "rename", "\(number)", "Journeys")
    XCTAssertEqual(renamed.output, "\(number)  Journeys\n")
    let video = addVideo()
    let moved = try await memories("folders", "move", "\(number)", video)
    XCTAssertEqual(moved.status, 0, moved.error)
    let there = try await memories("list", "--folder", "\(number)")
    XCTAssertTrue(there.output.contains("\n\(video)  "), there.output)

    let refused = try await memories("folders", "delete", "\(number)", "--yes")
    XCTAssertEqual(refused.status, 1, refused.error)
    let back = try await memories("folders", "move", "-1", video)
    XCTAssertEqual(back.status, 0, back.error)
    let deleted = try await memories("folders", "delete", "\(number)", "--yes")
    XCTAssertEqual(deleted.status, 0, deleted.error)
    let left = try await memories("folders", "list")
    XCTAssertFalse(left.output.contains("Journeys"), left.output)
    let wrong = try await memories("folders", "rename", "seven", "a")
    XCTAssertEqual(wrong.status, 64)
  }

  func testAnImportFromBeginningToEnd() async throws {
    try await restart { $0.indexing = .onRequest }
    let post = "https://www.tiktok.com/@a/video/1"
    let receipt = try await memories("import", "posts", post, "--quality=720", "--json")
    XCTAssertEqual(receipt.status, 0, receipt.error)
    let task = try XCTUnwrap(try json(receipt.output)["taskID"] as? String, receipt.output)

    let early = try await memories("import", "status", task)
    XCTAssertTrue(early.output.hasPrefix("no videos yet"), early.output)
    let expired = try await memories("import", "wait", task, "--expect=1", "--timeout=0")
    XCTAssertEqual(expired.status, 124)
    sandbox.finishIndexing(of: task)
    let video = try XCTUnwrap(sandbox.videoNos.last)
    sandbox.finishIndexing(of: video)
    let done = try await memories("import", "wait", task, "--expect=1")
    XCTAssertTrue(done.output.contains("\n\(video)  PARSE"), done.output)
  }

  func testImportsOfCreatorsAndHashtags() async throws {
    let creator = try await memories("import", "creator", "https://www.tiktok.com/@a", "--count=2")
    XCTAssertNotNil(fields(creator.output)["task"], creator.error)
    let hashtags = try await memories("import", "hashtags", "surf", "sea", "--unique-id=b")
    XCTAssertNotNil(fields(hashtags.output)["task"], hashtags.error)
    // Nothing of the public imports, which cannot be undone, can be reached from here.
    XCTAssertEqual(
      sandbox.exchanges.map { $0.request.path.split(separator: "/").last },
      ["scraper", "scraper_tag"])
    let wrong = try await memories("import", "posts", "file:///a")
    XCTAssertEqual(wrong.status, 64)
  }
}
