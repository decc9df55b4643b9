import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class VisualSearchDownloadResourceTests: XCTestCase {
  private var temporary: TemporaryDirectory?

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }
  override func tearDown() { temporary?.remove() }

  func testSlashesStaySlashesAndEverythingElseIsEncoded() async throws {
    let base = "https://api.memories.ai/serve/api/v1/download?"
    let locations: [(StorageLocation, String)] = [
      (
        .init(bucket: "mavi-resource", blob: "VI625239098370850816.mp4"),
        "bucket=mavi-resource&blob=VI625239098370850816.mp4"
      ),
      (
        .init(bucket: "mavi-keyframe", blob: "a/b/keyframe-000013.jpg"),
        "bucket=mavi-keyframe&blob=a/b/keyframe-000013.jpg"
      ),
      (
        .init(bucket: "b&c", blob: "a b+c=d&bucket=x#y?z%2F.mp4"),
        "bucket=b%26c&blob=a%20b%2Bc%3Dd%26bucket%3Dx%23y%3Fz%252F.mp4"
      ),
      (
        .init(bucket: "b", blob: "/../ä\"\\\r\n;,:@.mp4"),
        "bucket=b&blob=/../%C3%A4%22%5C%0D%0A%3B%2C%3A%40.mp4"
      ),
      (.init(bucket: "b", blob: ".."), "bucket=b&blob=.."),
    ]
    for (location, query) in locations {
      let observed = try ObservedClient(.file)
      for try await _ in try await observed.client.chunks(
        of: VisualSearch.DownloadResource(at: location))
      {}
      let sent = try observed.onlyRequest()
      XCTAssertEqual(sent.method, "GET")
      XCTAssertEqual(sent.url.absoluteString, base + query)
      XCTAssertEqual(sent.query.map(\.name), ["bucket", "blob"])
      XCTAssertEqual(sent.query.map(\.value), [location.bucket, location.blob])
      XCTAssertEqual(sent.body, .empty)
      sent.assertIsWellFormed(accepts: "*/*")
    }
  }

  func testTheEndOfTheBlobIsTheNameWhenTheAnswerSuggestsNone() async throws {
    let directory = try XCTUnwrap(temporary)
    let request = VisualSearch.DownloadResource(
      at: StorageLocation(bucket: "mavi-keyframe", blob: "a/b/keyframe-000013.jpg"))
    XCTAssertEqual(request.fallbackFileName, "keyframe-000013.jpg")
    let observed = try ObservedClient(.file)
    let saved = try await observed.client.download(
      request, to: .directory(directory.url))
    XCTAssertEqual(saved.url.lastPathComponent, "keyframe-000013.jpg")
  }

  func testTheAnswersOwnNameGoesFirst() async throws {
    let directory = try XCTUnwrap(temporary)
    let header = RecordedHeader("Content-Disposition", "attachment; filename=\"../my video.mp4\"")
    let observed = try ObservedClient(.body(Data("file".utf8), headers: [header]))
    let saved = try await observed.client.download(
      VisualSearch.DownloadResource(at: StorageLocation(bucket: "b", blob: "VI1.mp4")),
      to: .directory(directory.url))
    XCTAssertEqual(saved.url.lastPathComponent, "my video.mp4")
    XCTAssertEqual(try directory.names(), ["my video.mp4"])
  }

  /// The four errors of the page, also with the request that provokes them.
  func testTheDocumentedErrorsHaveTheirKinds() async throws {
    struct Download: DownloadOperation {
      let service = MemoriesService.visualSearch
      let fallbackFileName = "file"
      let query: [MemoriesRequest.Field]
      func request() -> MemoriesRequest { MemoriesRequest(.get, "download", query: query) }
    }
    let bucket = MemoriesRequest.Field("bucket", "mavi-resource")
    let errors: [([MemoriesRequest.Field], MemoriesError.Kind, String)] = [
      (
        [MemoriesRequest.Field("blob", "VI625239098370850816.mp4")], .refused,
        "Bucket cannot be null or empty"
      ),
      ([bucket], .refused, "Blob cannot be null or empty"),
      (
        [bucket, MemoriesRequest.Field("blob", "missing.mp4")], .notFound, "Resource does not exist"
      ),
      (
        [bucket, MemoriesRequest.Field("blob", "VI625239098370850816.mp4")], .insufficientBalance,
        "Insufficient balance to download the resource. Please recharge and try again."
      ),
    ]
    let directory = try XCTUnwrap(temporary)
    let saving = try ObservedClient(har: "download_errors.har")
    let reading = try ObservedClient(har: "download_errors.har")
    for (query, kind, message) in errors {
      let saved = try await memoriesError {
        try await saving.client.download(
          Download(query: query), to: .directory(directory.url))
      }
      let read = try await memoriesError {
        try await reading.client.chunks(of: Download(query: query))
      }
      for error in [saved, read] {
        XCTAssertEqual(error.kind, kind)
        XCTAssertEqual(error.code, "0001")
        XCTAssertEqual(error.serverMessage, message)
        XCTAssertEqual(error.status, 200)
        XCTAssertEqual(error.outcome, .refused)
        XCTAssertEqual(error.attempts, 1)
      }
    }
    try saving.replay.finish()
    try reading.replay.finish()
    XCTAssertEqual(try directory.names(), [])
  }

  func testHalfALocationIsRefusedBeforeAnythingIsSent() async throws {
    let observed = try ObservedClient(.file)
    for (bucket, blob, fields) in [
      ("", "a", ["location.bucket"]), ("b", " ", ["location.blob"]),
      ("\t", "", ["location.bucket", "location.blob"]),
    ] {
      let error = try await memoriesError {
        try await observed.client.chunks(
          of: VisualSearch.DownloadResource(at: StorageLocation(bucket: bucket, blob: blob)))
      }
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.problems.map(\.field), fields)
    }
    XCTAssertEqual(observed.replay.requests, [])
  }

  func testARequestCanWaitInAQueue() throws {
    try assertSurvivesStorage(
      VisualSearch.DownloadResource(at: StorageLocation(bucket: "b", blob: "a/b")))
  }
}
