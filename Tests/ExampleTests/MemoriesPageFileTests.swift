import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// `--page` and `--fetch` of the searches.
final class MemoriesPageFileTests: MemoriesTestCase {
  private static let png = Data([0x89, 0x50, 0x4E, 0x47, 1, 2, 3])

  private func addVideo(_ content: Data = Data("video".utf8)) throws -> String {
    let number = sandbox.addVideo(content, named: "surf.mp4")
    try sandbox.describe(
      number, captions: [Sandbox.Line("a <b>harbour</b>", from: 0, to: 9)],
      pictures: [Sandbox.Picture(Self.png, from: 1, to: 3, score: 0.9)])
    try Self.png.write(to: folder.url.appendingPathComponent("shirt.png"))
    return number
  }

  private func page(_ name: String = "hits.html") throws -> String {
    try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
  }

  private var downloads: Int {
    sandbox.exchanges.count { $0.request.path.hasSuffix("/download") }
  }

  func testAPageWithTheQueryPictureCostsNoMoreThanTheSearch() async throws {
    let number = try addVideo()
    let result = try await memories(
      "search-clips", number, "shirt.png", "red shirt", "--page=hits.html")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(result.output.contains("1.0 s to 3.0 s"), result.output)
    XCTAssertTrue(result.error.contains("The page is "), result.error)
    let page = try page()
    XCTAssertTrue(page.contains(#"<img src="data:image/png;base64,iVBORwECAw==""#), page)
    XCTAssertTrue(page.contains("<h1><bdi>red shirt</bdi></h1>"), page)
    XCTAssertTrue(page.contains("<span>0:01 to 0:03</span>"), page)
    XCTAssertEqual(sandbox.exchanges.count, 1)
    XCTAssertEqual(try files, ["hits.html", "shirt.png"])
  }

  func testVideosAndPicturesAreFetchedOnceEach() async throws {
    let number = try addVideo()
    try sandbox.describe(
      number,
      pictures: [
        Sandbox.Picture(Self.png, from: 1, to: 3, score: 0.9),
        Sandbox.Picture(Self.png, from: 5, to: 6, score: 0.9),
      ])
    let result = try await memories(
      "search-image", "shirt.png", "--page=hits.html", "--fetch=all")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(result.error.contains("and 1 video. Downloads are billed by size"), result.error)
    let page = try page()
    XCTAssertTrue(page.contains(#"src="data:video/mp4;base64,dmlkZW8=#t=1.0,3.0""#), page)
    XCTAssertEqual(page.components(separatedBy: "<button").count, 3)
    XCTAssertEqual(page.components(separatedBy: "data:image/png;base64,iVBORwECAw==").count, 4)
    XCTAssertEqual(try files, ["hits.html", "shirt.png"])
  }

  func testPicturesAlone() async throws {
    _ = try addVideo()
    let result = try await memories(
      "search-image", "shirt.png", "--page=hits.html", "--fetch", "pictures")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(result.error.contains("Fetching 1 picture. "), result.error)
    XCTAssertEqual(downloads, 1)
    XCTAssertFalse(try page().contains("<video"))
  }

  func testAnImageOfTheLibrary() async throws {
    _ = try addVideo()
    let upload = try await memories("upload-images", "shirt.png", "--tag=summer")
    XCTAssertEqual(upload.status, 0, upload.error)
    let result = try await memories(
      "search", "summer", "--in=images", "--page=hits.html", "--fetch=all")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(try page().contains(#"<img src="data:image/png;base64,iVBORwECAw==""#))
  }

  func testAVideoByItsNumberForACaption() async throws {
    _ = try addVideo()
    let result = try await memories(
      "search", "harbour", "--in=captions", "--page=hits.html", "--fetch=videos", "--json")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(result.error, "", "errors are JSON, and there was none")
    let page = try page()
    XCTAssertTrue(page.contains("a &lt;b&gt;harbour&lt;/b&gt;"), page)
    XCTAssertTrue(page.contains(#"src="data:video/mp4;base64,dmlkZW8=#t=0.0,9.0""#), page)
  }

  func testALargeVideoLiesBesideThePage() async throws {
    let content = Data(repeating: 7, count: 33 << 20)
    let number = try addVideo(content)
    let result = try await memories(
      "search-clips", number, "shirt.png", "red shirt", "--page=my hits.html", "--fetch=all")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertEqual(try files, ["my hits-files", "my hits.html", "shirt.png"])
    let saved = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent("my hits-files").path)
    XCTAssertEqual(saved.count, 1)
    let source = try XCTUnwrap(
      try page("my hits.html").firstMatch(of: #/<video [^>]*src="([^"#]+)#t=1.0,3.0"/#)?.1)
    let place = try XCTUnwrap(URL(string: String(source), relativeTo: folder.url))
    XCTAssertEqual(try Data(contentsOf: place), content)
  }

  func testAFailedDownloadIsOnThePageAndInTheExitStatus() async throws {
    let number = try addVideo()
    try sandbox.failNext(
      .visualSearch("GET", "/download"),
      with: .serviceError(code: "0402", message: "Insufficient <balance>"))
    let result = try await memories(
      "search-image", "shirt.png", "--page=hits.html", "--fetch=all")
    XCTAssertEqual(result.status, 79, result.error)
    XCTAssertTrue(result.output.contains(number), "the paid result is lost")
    let page = try page()
    XCTAssertTrue(page.contains("The picture is not here: "), page)
    XCTAssertTrue(page.contains("Insufficient &lt;balance&gt;"), page)
    XCTAssertTrue(page.contains("The video is not here: not fetched any more"), page)
    XCTAssertEqual(downloads, 1)
  }

  func testAPageThatCannotBeWrittenCostsNothing() async throws {
    let number = try addVideo()
    try Data("mine".utf8).write(to: folder.url.appendingPathComponent("hits.html"))
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("b-files"), withIntermediateDirectories: true)
    for arguments in [
      ["--page=hits.html"], ["--page=missing/hits.html"], ["--page=."],
      ["--page=b.html", "--fetch=all"],
    ] {
      let result = try await run(
        "memories", ["search-clips", number, "shirt.png", "a"] + arguments)
      XCTAssertEqual(result.status, 73, "\(arguments): \(result.error)")
    }
    XCTAssertEqual(sandbox.exchanges.count, 0)
    XCTAssertEqual(try page(), "mine")
    let result = try await memories(
      "search-clips", number, "shirt.png", "a", "--page=hits.html", "--replace")
    XCTAssertEqual(result.status, 0, result.error)
    XCTAssertTrue(try page().hasPrefix("<!DOCTYPE html>"))
  }

  func testOptionsThatMakeNoSenseAlone() async throws {
    for arguments in [["--fetch=all"], ["--replace"], ["--page="], ["--page=a", "--fetch=b"]] {
      let result = try await run("memories", ["search", "a"] + arguments)
      XCTAssertEqual(result.status, 64, "\(arguments): \(result.error)")
    }
  }
}
