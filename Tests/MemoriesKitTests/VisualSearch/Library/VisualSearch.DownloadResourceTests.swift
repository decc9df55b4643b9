import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

final class VisualSearchDownloadResourceTests: DirectoryTestCase {
  func testTheAnswersOwnNameGoesFirst() async throws {
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
}
