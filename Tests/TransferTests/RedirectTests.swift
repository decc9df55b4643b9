import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// The key goes to the configured origin only, and what was posted is never posted elsewhere.
final class RedirectTests: TransferTestCase {
  private let page = Sandbox.Answer(
    headers: ["Content-Type": "video/mp4"], body: .pattern(byteCount: 10_000))

  func testADownloadFollowsWithinTheOriginWithTheKey() async throws {
    sandbox.route("GET", "/stored/file") { [page] _ in page }
    try sandbox.failNext(download, with: .redirect(status: 302, to: "/stored/file"))
    let file = try await client().download(anyLocation, to: .directory(folder.url))
    XCTAssertEqual(file.byteCount, 10_000)
    let hop = try XCTUnwrap(sandbox.exchanges.last).request
    XCTAssertEqual(hop.path, "/stored/file")
    XCTAssertEqual(hop.headers["Authorization"], sandbox.apiKey)
  }

  func testADownloadFollowsToAnotherOriginWithoutTheKey() async throws {
    let other = try await start()
    other.route("GET", "/stored/file") { [page] _ in page }
    for status in [301, 302, 303, 307, 308] {
      try sandbox.failNext(
        download, with: .redirect(status: status, to: "\(other.url)/stored/file?signature=1"))
      let client = try client { $0.headers = ["X-Team": "secret"] }
      let file = try await client.download(anyLocation, to: .directory(folder.url))
      XCTAssertEqual(file.byteCount, 10_000)
    }
    XCTAssertEqual(other.exchanges.count, 5)
    for hop in other.exchanges {
      XCTAssertNil(hop.request.headers["Authorization"])
      XCTAssertNil(hop.request.headers["X-Team"])
    }
  }

  func testAnUploadIsNotSentElsewhere() async throws {
    let other = try await start()
    let file = try video(2_000_000)
    for status in [301, 302, 303, 307, 308] {
      try sandbox.failNext(
        .visualSearch("POST", "/upload"),
        with: .redirect(status: status, to: "\(other.url)/serve/api/v1/upload"))
      let client = try client()
      let error = await failure {
        _ = try await client.send(VisualSearch.UploadVideo(file: file))
      }
      XCTAssertEqual(error?.kind, .unexpectedAnswer)
      XCTAssertEqual(error?.status, status)
      XCTAssertEqual(error?.outcome, .unknown)
    }
    XCTAssertTrue(other.exchanges.isEmpty)
    XCTAssertEqual(sandbox.exchanges.count, 5)
  }

  func testACircleEnds() async throws {
    try sandbox.failAlways(.any, with: .redirect(status: 302, to: "/serve/api/v1/download"))
    let (client, request) = (try client(), anyLocation)
    let directory = folder.url
    let error = await failure {
      _ = try await client.download(request, to: .directory(directory))
    }
    XCTAssertEqual(error?.kind, .unexpectedAnswer)
    XCTAssertEqual(sandbox.exchanges.count, 6)
    XCTAssertEqual(try leftovers(), [])
  }
}
