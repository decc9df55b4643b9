import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// What the client adds to a download; the download itself is tested with delivery.
final class MemoriesClientDownloadingTests: DirectoryTestCase {
  func testEachRequestHasANameForAFileWithoutOne() async throws {
    let client = try ReplayedClient(answering: .stream("file")).client
    let folder = DownloadDestination.directory(directory.url)
    let place = StorageLocation(bucket: "mavi-resource", blob: "a/b/frame.jpg")
    let saved = [
      try await client.download(VisualSearch.DownloadResource(at: place), to: folder),
      try await client.download(VisualSearch.DownloadVideo("VI1"), to: folder),
      try await client.download(VisualIntelligence.DownloadAsset("re_1"), to: folder),
      try await client.download(VisualIntelligence.DownloadResource(at: place), to: folder),
    ]
    XCTAssertEqual(
      saved.map(\.url.lastPathComponent), ["frame.jpg", "VI1", "re_1", "frame 2.jpg"])
  }

  func testAnInvalidRequestIsNeitherSentNorSaved() async throws {
    let observed = try ReplayedClient(answering: .stream("file"))
    let request = VisualSearch.DownloadResource(at: StorageLocation(bucket: "", blob: " "))
    for download in [
      { _ = try await observed.client.download(request, to: .directory(self.directory.url)) },
      { _ = try await observed.client.chunks(of: request) },
    ] {
      let error = try await thrownMemoriesError(by: download)
      XCTAssertEqual(error.kind, .invalidRequest)
      XCTAssertEqual(error.problems.map(\.field), ["location.bucket", "location.blob"])
    }
    XCTAssertEqual(observed.replay.requests, [])
    XCTAssertEqual(try directory.names(), [])
  }

  func testRoomForNothingIsRefusedBeforeAnythingIsSent() async throws {
    let observed = try ReplayedClient(answering: .stream("file"))
    let client = observed.client
    let request = VisualSearch.DownloadResource(at: StorageLocation(bucket: "b", blob: " "))
    for count in [0, -1, Int64.min] {
      for download in [
        {
          _ = try await client.download(
            request, to: .directory(self.directory.url), maximumByteCount: count)
        },
        { _ = try await client.chunks(of: request, maximumByteCount: count) },
      ] {
        let error = try await thrownMemoriesError(by: download)
        XCTAssertEqual(error.kind, .invalidRequest)
        XCTAssertEqual(error.outcome, .notSent)
        XCTAssertEqual(error.problems.map(\.field), ["location.blob", "maximumByteCount"])
      }
    }
    XCTAssertEqual(observed.replay.requests, [])
    XCTAssertEqual(try directory.names(), [])
  }

  func testProgressEndsWithTheWhole() async throws {
    let told = Locked<[TransferProgress]>([])
    let client = try ReplayedClient(answering: .body(Data("the film".utf8))) {
      $0.limitsClock = TestClock()
    }.client
    _ = try await client.download(
      VisualSearch.DownloadVideo("VI1"), to: .directory(directory.url)
    ) { progress in
      told.withLock { $0.append(progress) }
    }
    let last = try XCTUnwrap(told.withLock { $0 }.last)
    XCTAssertEqual(last.phase, .receiving)
    XCTAssertEqual(last.completedByteCount, 8)
    XCTAssertEqual(last.expectedByteCount, 8)
    XCTAssertEqual(last.fraction, 1)
  }

  func testOneDownloadMayHaveLimitsOfItsOwn() async throws {
    let clock = TestClock()
    let client = try ReplayedClient(answering: .stream("the film").stalled(after: 3)) {
      $0.limitsClock = clock
    }.client
    var limits = TimeLimits()
    limits.total = .seconds(2)
    let call = Task { [limits, directory = directory.url] in
      try await client.download(
        VisualSearch.DownloadVideo("VI1"), to: .directory(directory),
        options: MemoriesClient.CallOptions(limits: limits))
    }
    await clock.waitForSleepers(1)
    clock.advance(by: .seconds(2))
    let error = try await thrownMemoriesError { try await call.value }
    XCTAssertEqual(error.timeLimit, .total)
    XCTAssertEqual(try directory.names(), [])
  }
}
