import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class DownloadVideoTests: XCTestCase {
  private var temporary: TemporaryDirectory?

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }
  override func tearDown() { temporary?.remove() }

  func testTheNumberAndTheScopeGoInAJSONBody() async throws {
    let directory = try XCTUnwrap(temporary)
    let requests: [(VisualSearch.DownloadVideo, String)] = [
      (.init("VI625239098370850816"), #"{"video_no":"VI625239098370850816"}"#),
      (.init("VI1", scope: .uniqueID("a \"b\"")), #"{"unique_id":"a \"b\"","video_no":"VI1"}"#),
      (.init("../x"), #"{"video_no":"../x"}"#),
    ]
    for (request, body) in requests {
      let observed = try ObservedClient(.file)
      let saved = try await observed.client.download(request, to: .directory(directory.url))
      XCTAssertEqual(saved.byteCount, 4)
      XCTAssertEqual(saved.contentType, "video/mp4")
      let sent = try observed.onlyRequest()
      XCTAssertEqual(sent.method, "POST")
      XCTAssertEqual(sent.url.absoluteString, "https://api.memories.ai/serve/api/v1/download")
      XCTAssertEqual(sent.headers["Content-Type"], "application/json")
      XCTAssertEqual(sent.headers["Accept-Encoding"], "identity")
      XCTAssertEqual(sent.body.text, body)
      sent.assertIsWellFormed(accepts: "*/*")
    }
  }

  func testAFolderIsRefused() {
    for scope in [LibraryScope.folder(7), .defaultFolder] {
      let download = VisualSearch.DownloadVideo("VI1", scope: scope)
      XCTAssertEqual(download.problems().map(\.field), ["scope"])
    }
  }

  func testTheNumberIsTheNameWhenNobodySaysOtherwise() async throws {
    let directory = try XCTUnwrap(temporary)
    let observed = try ObservedClient(.file)
    let saved = try await observed.client.download(
      VisualSearch.DownloadVideo("VI1"), to: .directory(directory.url))
    XCTAssertEqual(saved.url.lastPathComponent, "VI1")
    XCTAssertEqual(try Data(contentsOf: saved.url), Data("file".utf8))
    XCTAssertEqual(try directory.names(), ["VI1"])
  }

  func testTheDocumentedRefusalsAreToldApart() async throws {
    let directory = try XCTUnwrap(temporary)
    let observed = try ObservedClient(har: "download_by_number.har")
    let refusals: [(LibraryScope?, MemoriesError.Kind, String)] = [
      (nil, .notFound, "0001"), (.uniqueID("default"), .rateLimited, "0429"),
    ]
    for (scope, kind, code) in refusals {
      let error = try await memoriesError {
        try await observed.client.download(
          VisualSearch.DownloadVideo("VI625239098370850816", scope: scope),
          to: .directory(directory.url))
      }
      XCTAssertEqual(error.kind, kind)
      XCTAssertEqual(error.code, code)
      XCTAssertEqual(error.outcome, .refused)
      XCTAssertEqual(error.operation, "VisualSearch.DownloadVideo")
    }
    try observed.replay.finish()
    XCTAssertEqual(try directory.names(), [])
  }

  func testWhatIsEmptyIsRefusedBeforeAnythingIsSent() async throws {
    let directory = try XCTUnwrap(temporary)
    let observed = try ObservedClient(.file)
    let error = try await memoriesError {
      try await observed.client.download(
        VisualSearch.DownloadVideo(" ", scope: .uniqueID("")), to: .directory(directory.url))
    }
    XCTAssertEqual(error.problems.map(\.field), ["videoNo", "scope"])
    XCTAssertEqual(observed.replay.requests, [])
    XCTAssertEqual(try directory.names(), [])
  }

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(VisualSearch.DownloadVideo("VI1"))
    try assertSurvivesStorage(VisualSearch.DownloadVideo("VI1", scope: .folder(-1)))
  }
}
